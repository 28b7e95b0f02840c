"""The health knowledge: `knowledge.json`, its citations, and its texts filled with a person's numbers."""
