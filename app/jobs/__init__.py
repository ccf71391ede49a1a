"""Background work, leased so that only one process does it."""
