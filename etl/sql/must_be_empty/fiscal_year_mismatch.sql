-- th: ปีงบประมาณไม่ตรงกับงวดของแบบรายงาน
-- en: the fiscal year is not the one the period lies in
SELECT submission_id, period, period_start, fy
FROM submission
WHERE seq > $after_seq
  AND (fy <> year(period_start) + 543 + (month(period_start) >= 10)::INTEGER
       OR period <> CASE WHEN period LIKE 'FY%' THEN 'FY' || fy ELSE strftime(period_start, '%Y-%m') END)
