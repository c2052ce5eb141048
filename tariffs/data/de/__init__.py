"""DHL: domestic parcels of several price lists."""
