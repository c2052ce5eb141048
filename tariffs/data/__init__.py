"""Tariff tables that come with the program, a folder for each post; docs/tariff-schema.md explains the files."""
