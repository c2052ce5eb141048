"""Bytes on wires: scales, printers, scanners, drawer, pole display. Knows no parcel and no money."""
