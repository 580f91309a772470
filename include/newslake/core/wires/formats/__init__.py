"""
The formats of wires, one file each; none knows another.

Each has ``parse(data: bytes, …) -> tuple[WireItem, ...]``. ``nitf_story`` is the NITF that NewsML carries inside,
``telegraph`` the line protocol under IPTC 7901 and ANPA 1312.
"""
