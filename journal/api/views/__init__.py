"""The addresses of the journal for programs."""
