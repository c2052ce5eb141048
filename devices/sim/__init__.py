"""Simulated devices that speak the real protocols on real wires."""
