"""Dialogs return a typed result, or nothing."""
