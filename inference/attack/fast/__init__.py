"""The passes of an attack's step, made quick; may import `answers` and the rooms below."""
