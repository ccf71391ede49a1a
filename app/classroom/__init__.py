"""The pages of a learner, where the parts meet."""
