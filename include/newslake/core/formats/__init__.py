"""One file a format: ``parse(data, *, url, http_charset=None) -> ParsedFeed``. The formats do not know each other."""
