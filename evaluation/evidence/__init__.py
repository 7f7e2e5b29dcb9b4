"""Evidence: what shows how it is, how fresh and how broad it is, and which of it speaks for which strand."""
