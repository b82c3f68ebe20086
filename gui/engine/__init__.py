"""Requests to results through one worker thread; may import `stores` and the rooms below."""
