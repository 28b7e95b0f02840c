"""Which tips fit, and whom they are not for."""
