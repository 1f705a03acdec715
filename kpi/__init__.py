"""What a number means: declarations, measuring, words, citation and the cells behind a figure."""
