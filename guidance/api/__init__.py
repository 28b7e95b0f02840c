"""Guidance for programs of one's own: what entries may mean, and the steps for a cramp."""
