"""A small language of arithmetic for authors: parsed and worked out, never executed."""
