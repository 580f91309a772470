"""Options that several commands share."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

Lake = Annotated[
    Path | None, typer.Option("--lake", help="Folder of the lake.  [NEWSLAKE_LAKE, default ./lake]", show_default=False)
]
Sources = Annotated[
    str | None,
    typer.Option(
        "--sources",
        help="Catalogue: file, folder or shipped name.  [NEWSLAKE_SOURCES, default newsroom]",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
From = Annotated[
    datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First day, the publisher's local one.")
]
To = Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Last day, included.")]
Source = Annotated[str | None, typer.Option("--source", help="Only this source id.")]
Language = Annotated[str | None, typer.Option("--language", help="Only this language, such as en or pt-BR.")]
