"""Questions that mean the same, and answers that differ."""
