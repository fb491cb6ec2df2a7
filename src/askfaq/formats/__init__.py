"""Foreign formats, each whole: what reads it and what writes it stand together."""
