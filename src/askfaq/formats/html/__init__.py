"""HTML pages, and the schema.org FAQPage data in them or on their own."""
