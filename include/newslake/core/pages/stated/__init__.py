"""What a page states for machines: JSON-LD, microdata and meta, and the headline, authors and dates told from them."""
