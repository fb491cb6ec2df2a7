"""Between HTML, text and Markdown: what several formats need."""
