SELECT * FROM figure
