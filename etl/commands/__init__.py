"""The command line of `python -m etl`, one module per family of commands."""
