"""Documents as PDF: the embedded font, the pages' layout, and the drawing."""
