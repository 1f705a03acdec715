"""A whole fiscal year worked out by hand: its workbooks, its story, and what every figure must be."""
