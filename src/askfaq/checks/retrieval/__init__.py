"""What the engine that answers readers makes of a FAQ's own wordings."""
