"""The post office counter itself: domain, rules, services, storage, screens."""
