"""Questions that got no answer: masked, kept in a log, grouped by meaning."""
