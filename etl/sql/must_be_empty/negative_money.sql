-- th: จำนวนเงินติดลบ
-- en: an amount of money is negative
SELECT 'progress' AS form, submission_seq, sheet_row, least(budget_alloc, budget_disb) AS amount
FROM progress
WHERE submission_seq > $after_seq AND (budget_alloc < 0 OR budget_disb < 0)
UNION ALL
SELECT 'projects', submission_seq, sheet_row, budget_planned
FROM projects
WHERE submission_seq > $after_seq AND budget_planned < 0
