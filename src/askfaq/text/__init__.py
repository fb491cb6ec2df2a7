"""Pure functions on text: the ground that every other room stands on."""
