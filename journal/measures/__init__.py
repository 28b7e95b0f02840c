"""Derived columns: each formula once."""
