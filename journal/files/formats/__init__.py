"""Readers of what watches, apps and accounts give: one module a format, each from a file to plain rows."""
