-- th: แถวข้อมูลไม่มีแบบรายงานต้นทาง หรือไม่ตรงกับหน่วยงานและงวดของแบบรายงานต้นทาง
-- en: a row has no report, or another reporter or period than its report
WITH valid AS (
    SELECT form, seq AS submission_seq, reporter, period_start, fy
    FROM submission
    WHERE seq > $after_seq AND status = 'valid'
)
FROM form_row
ANTI JOIN valid USING (form, submission_seq, reporter, period_start, fy)
WHERE submission_seq > $after_seq
