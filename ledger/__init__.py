"""The record: an append-only journal and everything that hangs on it. The only thing that must be backed up."""
