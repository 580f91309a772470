"""Verbs: each stage reads a batch, streams it through the core, writes a batch and returns a report."""
