-- th: เวลาที่บันทึกย้อนหลังเมื่อเทียบกับลำดับการบันทึก
-- en: a fact is recorded at an earlier time than the one before it
WITH ordered AS (
    SELECT seq, recorded_at, max(recorded_at) OVER (ORDER BY seq ROWS UNBOUNDED PRECEDING) AS latest
    FROM fact
    WHERE seq >= coalesce((SELECT max(seq) FROM fact WHERE seq <= $after_seq), 0)
)
SELECT seq, recorded_at, latest
FROM ordered
WHERE recorded_at < latest
