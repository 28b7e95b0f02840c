"""How a thing that the documents advise is done: breathing, stretching, massage, warming up, drinking, eating."""
