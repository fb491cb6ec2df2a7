"""The FAQ file: its format, reading it strictly, changing it without touching the rest."""
