"""Webhooks: the door for programs that call us. No session, no cookies; the signature is the key."""
