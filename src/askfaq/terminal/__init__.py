"""The edge: streams, and the person at the keyboard."""
