"""What is true at a counter. Standard library and `tariffs` only."""
