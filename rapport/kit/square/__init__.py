"""What the simulated square of the demo says, as plain values, and where it stands.

The account on the square and the square as a place both build on it; who asks, and what for, it does not know.
"""
