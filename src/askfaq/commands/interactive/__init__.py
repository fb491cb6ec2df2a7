"""Where a person stays: the prompt, and browse. The only room that may import prompt_toolkit."""
