"""Pages that take in what agencies send."""
