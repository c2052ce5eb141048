"""Scales: pure frame decoders, and one owner thread a device."""
