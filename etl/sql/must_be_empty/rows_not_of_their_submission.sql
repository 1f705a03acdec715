-- th: แถวข้อมูลไม่มีแบบรายงานต้นทาง หรือไม่ตรงกับหน่วยงานและงวดของแบบรายงานต้นทาง
-- en: a row has no report, or another reporter or period than its report
WITH row_owner AS (
    SELECT DISTINCT 'progress' AS form, submission_seq, reporter, period_start, fy
    FROM progress WHERE submission_seq > $after_seq
    UNION ALL
    SELECT DISTINCT 'projects', submission_seq, reporter, period_start, fy
    FROM projects WHERE submission_seq > $after_seq
    UNION ALL
    SELECT DISTINCT 'items', submission_seq, reporter, period_start, fy
    FROM items WHERE submission_seq > $after_seq
    UNION ALL
    SELECT DISTINCT 'events', submission_seq, reporter, period_start, fy
    FROM events WHERE submission_seq > $after_seq
    UNION ALL
    SELECT DISTINCT 'ledger', submission_seq, reporter, period_start, fy
    FROM ledger WHERE submission_seq > $after_seq
)
SELECT row_owner.*
FROM row_owner
LEFT JOIN submission
    ON submission.seq = row_owner.submission_seq
    AND submission.status = 'valid'
    AND (submission.form, submission.reporter, submission.period_start, submission.fy)
        = (row_owner.form, row_owner.reporter, row_owner.period_start, row_owner.fy)
WHERE submission.seq IS NULL
