"""What networks answer on a film: findings, masks, ratio; may import `networks` and `core`."""
