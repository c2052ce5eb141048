"""United States Postal Service: three domestic services of 2025."""
