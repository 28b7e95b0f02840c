"""For whoever hosts a journal: backup, restore, and whether the database fits this code."""
