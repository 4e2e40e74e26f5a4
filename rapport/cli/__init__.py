"""The command line and the supervisor. No tables."""
