"""Pages that show the figures."""
