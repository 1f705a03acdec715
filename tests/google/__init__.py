"""A local Google: the part of Sheets and Drive that Tidtam speaks to, held against recorded answers of the real one."""
