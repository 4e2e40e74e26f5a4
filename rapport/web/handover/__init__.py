"""The end of a shift and its beginning: what one hands over, what one is offered, and the brief."""
