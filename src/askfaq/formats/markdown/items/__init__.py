"""Questions that are no headings: panels, bold lines and list items, "Q:" and "A:", rows of tables."""
