"""The only place where real things are joined: the data directory, the store, the services, the devices."""
