"""A chain of events: who did what, in an order that cannot be changed unseen."""
