"""What is printed: documents made of blocks, and the renderers of those blocks."""
