"""Practice: cases with steps, goals that are read from what really happened, scores, and results."""
