"""Settings: how it looks to me, the organisation, its members, how long things are kept."""
