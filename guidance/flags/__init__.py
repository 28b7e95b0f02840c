"""The rules of the red flags, by what they look at. The registry of them all is `guidance.red_flags`."""
