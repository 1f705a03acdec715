"""How a workbook is read: a limited child process, forked from a clean one, never inside the server itself."""
