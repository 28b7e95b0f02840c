"""Each cause once: its rules, its dose, its words, the registry, and counts with and without it."""
