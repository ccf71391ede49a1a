"""What calculated questions are made of: drawn values, results, and their checks."""
