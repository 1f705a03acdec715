"""Pages that the browser measures beside ours: an empty one, and the overview as one plain file."""
