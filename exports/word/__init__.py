"""Word documents: every run names its Thai font and language, the same content gives the same bytes."""
