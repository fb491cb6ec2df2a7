"""A conversation with one person at a terminal: the prompt and browse, on prompt_toolkit."""
