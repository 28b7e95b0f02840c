"""A person's rows out of the database."""
