"""Tariff tables as sheets, for people with a spreadsheet: the layout, XLSX and CSV. tariffs.sheet is the way in."""
