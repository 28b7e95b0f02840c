"""Writes that are more than a form."""
