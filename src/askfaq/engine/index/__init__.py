"""What is built once for a FAQ, updated after an edit, and kept in a file. NumPy is imported at the top."""
