"""The types of question, one file each; register.py finds them here."""
