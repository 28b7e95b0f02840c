"""Before you train."""
