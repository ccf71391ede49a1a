"""The package language: read, check, compile and compare what authors write."""
