"""Who learns what, and how far."""
