"""The commands of `python -m exports` that chase reports and write the annual report."""
