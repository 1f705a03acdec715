"""Official letters to agencies whose monthly reports are late, and reminders around the due date (T5.5(3))."""
