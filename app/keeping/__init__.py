"""Keeping the installation safe: its schema, backups, restores, and what to mend."""
