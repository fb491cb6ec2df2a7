"""Where imports come from: files, folders that are walked, and what of several files belongs together."""
