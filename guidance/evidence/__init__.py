"""How likely each cause is for this person."""
