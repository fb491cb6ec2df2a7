"""A query as the signals read it: courtesies cut, spelling repaired, its telling words picked out. Needs no NumPy."""
