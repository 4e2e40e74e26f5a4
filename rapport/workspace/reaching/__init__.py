"""How a notice reaches a member who does not look at the screen: by mail, or by a service they chose."""
