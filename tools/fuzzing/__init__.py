"""What tools/fuzz.py tries: inputs, and the promises that must hold for each."""
