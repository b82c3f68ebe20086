"""What is measured on a perturbation; may import `attack`, `attribution` and below."""
