"""The door of the house: one gate before everything that is served, and the pages one sees before one is let in."""
