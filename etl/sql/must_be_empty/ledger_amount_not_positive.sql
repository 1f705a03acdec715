-- th: รายการใช้จ่ายงบประมาณมีจำนวนเงินไม่มากกว่าศูนย์
-- en: a budget movement is not above zero
SELECT submission_seq, sheet_row, amount
FROM ledger
WHERE submission_seq > $after_seq AND coalesce(amount, 0) <= 0
