"""The journal for programs of one's own: entries, lists, the week, imports, and a line for shortcuts."""
