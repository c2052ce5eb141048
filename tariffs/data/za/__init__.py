"""South African Post Office: domestic parcels, four dated tariffs."""
