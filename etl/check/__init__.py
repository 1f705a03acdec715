"""The rules of the forms: values, rows, sheets, registers, and the month before."""

from etl.check.context import Context, Line
from etl.check.earlier import Earlier, load_earlier
from etl.check.lookup import Lookup
from etl.check.sheet import Checked, check_sheet

__all__ = ["Checked", "Context", "Earlier", "Line", "Lookup", "check_sheet", "load_earlier"]
