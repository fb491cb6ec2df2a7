"""A FAQ on the whole screen: its questions, searched as one types, and the answer of the selected one."""
