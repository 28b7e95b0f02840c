"""The sources, the page of a cause, the signs."""
