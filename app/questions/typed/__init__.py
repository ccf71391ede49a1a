"""Typed answers: ordered rules of what they are worth; one file for each kind."""
