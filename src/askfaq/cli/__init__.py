"""Typer: options, help, completion. The only room that may import it."""
