"""How values become colours, on screen and on paper alike; may import `attribution.methods`."""
