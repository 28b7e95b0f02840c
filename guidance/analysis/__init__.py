"""All of it for one journal and moment, and where it is kept."""
