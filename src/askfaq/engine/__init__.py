"""A query and a FAQ become ranked matches with a confidence. Prints nothing, and touches only its cache."""
