"""What came before a twinge."""
