"""What each command does, one file a command, named as it is typed. They know nothing of Typer."""

# The words that are commands and not the beginning of a question, in the order of the help, each with the name of its
# modules in cli/ and here. Known without loading Typer.
COMMANDS = {
    "ask": "ask",
    "list": "list",
    "show": "show",
    "check": "check",
    "add": "add",
    "edit": "edit",
    "index": "index",
    "import": "import_",
    "export": "export",
    "mcp": "mcp",
}
