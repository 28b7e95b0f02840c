"""The doctor's summary."""
