-- th: แบบรายงานของหน่วยงานและงวดเดียวกันถูกนับซ้ำมากกว่าหนึ่งฉบับในเวลาเดียวกัน
-- en: two versions of one report count at the same time
-- A new overlap always has a new interval in it: one that began after $after_seq.
SELECT one.form, one.reporter, one.period, one.basis, one.submission_id, other.submission_id AS other_id
FROM counted AS one
JOIN counted AS other USING (form, reporter, period, basis)
WHERE one.from_seq > $after_seq
  AND one.from_seq < other.to_seq
  AND other.from_seq < one.to_seq
  AND one.rowid <> other.rowid
