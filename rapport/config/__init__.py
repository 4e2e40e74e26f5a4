"""Settings, addresses, the ASGI entry. May import everything; nothing imports it but Django."""
