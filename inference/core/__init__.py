"""The facts that all rooms hand to each other; may import numpy and the standard library alone."""
