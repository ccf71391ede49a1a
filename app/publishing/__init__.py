"""Revisions: publish, archive, and serve compiled courses."""
