"""Films to learn from: simulated, real and hybrid, and who is kept aside."""
