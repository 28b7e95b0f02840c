"""Cramp now: steps, page, views."""
