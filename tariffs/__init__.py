"""Money, weights, zones, tables and quoting. Pure: no screen, no clock, no database."""
