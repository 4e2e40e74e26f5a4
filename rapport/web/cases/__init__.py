"""Case numbers from programs: one signed address, no session."""
