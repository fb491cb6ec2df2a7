"""A FAQ's bytes become problems: what is broken, what looks wrong, what the engine would get wrong."""
