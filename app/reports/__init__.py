"""Looking across: who completed what."""
