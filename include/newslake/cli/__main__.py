"""``python -m newslake.cli``."""

from newslake.cli import main

main()
