"""Trials by coin: switches, statistics, outlook, results, pages."""
