"""Files of the cache: where they lie, and the containers they are made of."""
