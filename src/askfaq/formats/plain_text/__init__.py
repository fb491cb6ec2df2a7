"""Plain text: lines that ask, in the ways that people mark them."""
