"""The customer's second screen: a read-only web server on loopback and its page."""
