"""Who is here: people, organisations, roles, sessions."""
