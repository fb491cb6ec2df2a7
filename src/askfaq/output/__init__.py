"""Values become text: what is said, as JSON, as plain lines or drawn with Rich. Decides nothing, writes nothing."""
