"""What can be asked, and what an answer is worth. Pure: no Flask, no database."""
