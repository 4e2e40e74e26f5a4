"""What a member is told: the bell, the list, and where each leads."""
