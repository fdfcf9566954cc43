"""The controls, one module per tier."""
