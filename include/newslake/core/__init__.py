"""Nouns: pure functions over bytes and records. No clock, file, socket or setting lives here."""
