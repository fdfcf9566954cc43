"""An evaluation in the formats other tools read."""
