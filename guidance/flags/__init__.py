"""Red flags: the registry of them all, their rules by what they look at, cases, reasons, cards."""
