"""A table as the pages of a workbench: what stands in each cell, its place, and typing something else there."""
