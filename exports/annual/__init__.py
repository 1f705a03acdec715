"""The annual report of a fiscal year as one Word document that people go on editing (manual T5.6, R-96)."""
