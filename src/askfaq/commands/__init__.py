"""What the commands do; most have a file of their own, named as they are typed. They know nothing of Typer."""

# The words that are commands and not the beginning of a question, in the order of the help, each with the name of its
# module in cli/. Known without loading Typer.
COMMANDS = {
    "ask": "ask",
    "list": "list",
    "show": "show",
    "browse": "browse",
    "check": "check",
    "test": "test",
    "diff": "diff",
    "add": "add",
    "edit": "edit",
    "remove": "remove",
    "topic": "topic",
    "set": "set",
    "misses": "misses",
    "review": "review",
    "index": "index",
    "import": "import_",
    "export": "export",
    "mcp": "mcp",
}
