-- th: แบบรายงานของหน่วยงานและงวดเดียวกันมีเลขฉบับซ้ำกัน
-- en: two reports of the same form, reporter and period carry the same version number
SELECT one.submission_id, other.submission_id AS other_id, one.version
FROM submission AS one
JOIN submission AS other USING (form, reporter, period, version)
WHERE one.seq > $after_seq AND one.rowid > other.rowid
