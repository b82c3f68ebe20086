"""What leaves the program, written whole and marked; may import `explanation` and below."""
