"""What other tools write into Markdown, as plain Markdown: boxes, components, attributes, raw HTML."""
