-- th: แบบรายงานที่ไม่ผ่านการตรวจสอบถูกนำไปนับในตัวชี้วัด
-- en: a report that is not valid counts
SELECT counted.submission_id, counted.basis, counted.from_seq, submission.status
FROM counted
LEFT JOIN submission ON submission.seq = counted.submission_seq
WHERE counted.from_seq > $after_seq
  AND (submission.seq IS NULL
       OR submission.status <> 'valid'
       OR (submission.form, submission.reporter, submission.period, submission.period_start, submission.fy)
          IS DISTINCT FROM (counted.form, counted.reporter, counted.period, counted.period_start, counted.fy))
