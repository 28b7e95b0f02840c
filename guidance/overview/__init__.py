"""The guidance page."""
