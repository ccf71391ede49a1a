"""Attempts, responses, judgements."""
