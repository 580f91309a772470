"""Doers: the only rooms that touch the world. They fetch and store, and decide nothing."""
