-- th: มีคำวินิจฉัยที่อ้างถึงแบบรายงานซึ่งไม่มีอยู่ หรือรับรองแบบรายงานที่ไม่ผ่านการตรวจสอบ
-- en: a decision is about a report that does not exist, or accepts one that is not valid
SELECT decision.seq, decision.kind, decision.submission_id, submission.status
FROM decision
LEFT JOIN submission USING (submission_id)
WHERE decision.seq > $after_seq
  AND decision.submission_id IS NOT NULL
  AND (submission.seq IS NULL
       OR submission.seq > decision.seq
       OR (decision.kind IN ('accept', 'return') AND submission.status <> 'valid'))
