"""Frozen certificates: issue, draw, verify, revoke."""
