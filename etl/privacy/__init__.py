"""Personal data of people: found before anything of a file is kept, and masked where a setting says so (R-46)."""

from etl.privacy.mask import masked_file
from etl.privacy.search import masked_text, personal_cells

__all__ = ["masked_file", "masked_text", "personal_cells"]
