-- th: แบบรายงานของหน่วยงานและงวดเดียวกันถูกนับซ้ำมากกว่าหนึ่งฉบับในเวลาเดียวกัน
-- en: two versions of one report count at the same time
WITH touched AS (
    SELECT DISTINCT form, reporter, period
    FROM counted
    WHERE from_seq > $after_seq OR to_seq BETWEEN $after_seq + 1 AND 9223372036854775806
)
SELECT one.form, one.reporter, one.period, one.basis, one.submission_id, other.submission_id AS other_id
FROM counted AS one
SEMI JOIN touched USING (form, reporter, period)
JOIN counted AS other USING (form, reporter, period, basis)
WHERE one.rowid < other.rowid
  AND one.from_seq < other.to_seq
  AND other.from_seq < one.to_seq
