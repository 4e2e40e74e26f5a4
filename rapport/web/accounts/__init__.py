"""Connected accounts: how each fares, stopping what it sends, connecting another."""
