"""Films for which a network would answer otherwise; may import `attack`, `answers` and below."""
