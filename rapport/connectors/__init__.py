"""One folder per network, all by the contract in `rapport.channels.contract`. None knows another. No tables."""
