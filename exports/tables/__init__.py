"""What the pages show, as tables: one function per list of `kpi`, in Thai, numbers as numbers."""
