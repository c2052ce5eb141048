"""India Post: inland tariffs from public pages."""
