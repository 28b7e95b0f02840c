"""Joining, passphrases, allauth's adapter."""
