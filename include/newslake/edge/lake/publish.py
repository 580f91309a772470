"""
The open tree: Parquet that any reader may glob, never half-written.

``open/current`` points to ``open/v/<snapshot>``, which never changes once it is there. Files are named by their
content; a day that did not change is the same file as in the version before (a hard link).
"""

import hashlib
import json
import os
import shutil
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from newslake.edge.batches import finish_file
from newslake.edge.lake.connect import SCHEMA_VERSION, LakeFolder, connect, lock

KEEP = timedelta(days=1)
"""How long an old version stays for those who are still reading it."""


_DAYS = """
SELECT ingest_date, count(*), max(loaded_at),
       md5(ingest_date || string_agg(article_id || content_hash || revision, '' ORDER BY article_id))
FROM articles_at($now) GROUP BY ingest_date ORDER BY ingest_date
"""


def publish(root: Path, *, now: datetime) -> Counter[str]:
    """
    Write the articles of the lake as a new version of the open tree and point ``current`` to it.

    Nothing is written when the rows are those of the version before.

    Args:
        now: For embargoes and expiry too.

    Returns:
        Counts of days: "day-written", "day-kept"; or "already-published".
    """
    folder = LakeFolder(root)
    with lock(root), connect(root) as connection:
        ((snapshot,),) = connection.execute("SELECT max(snapshot_id) FROM lake.snapshots()").fetchall()
        version = folder.open / "v" / str(snapshot)
        last = _manifest(folder)
        days = connection.execute(_DAYS, {"now": now}).fetchall()
        if last and [day[-1] for day in days] == [file["fingerprint"] for file in last["files"]]:
            _sweep(folder, now)
            return Counter({"already-published": 1})
        if _current(folder) == version:  # the rows changed without a commit: an embargo has passed
            version = version.with_name(f"{version.name}-{now:%Y%m%dT%H%M%S}")
        partial = version.with_name(f"{version.name}.part")
        for left_over in (partial, version):  # of a publish that was killed before it moved the pointer
            shutil.rmtree(left_over, ignore_errors=True)
        counts, manifest = _write_days(connection, partial, days, last, now)
        manifest |= {"snapshot": snapshot, "schema_version": SCHEMA_VERSION, "published_at": now.isoformat()}
        written = partial / "_manifest.part"
        written.write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        finish_file(written, partial / "_manifest.json")
        partial.replace(version)
        if old := _current(folder):
            os.utime(old, (now.timestamp(), now.timestamp()))  # its day of grace begins
        _point(folder.open / "current", Path("v") / version.name)
        _sweep(folder, now)
    return counts


def _write_days(
    connection: duckdb.DuckDBPyConnection, partial: Path, days: list[Any], last: dict[str, Any], now: datetime
) -> tuple[Counter[str], dict[str, Any]]:
    """Every ingest day as one file: linked from the last version where its rows are the same, else written."""
    counts: Counter[str] = Counter()
    known = {file["fingerprint"]: file for file in last.get("files", [])}
    files = []
    for day, rows, loaded_at, fingerprint in days:
        place = partial / "articles" / f"dt={day}"
        place.mkdir(parents=True)
        old = known.get(fingerprint)
        if old is not None:
            path = place / Path(old["path"]).name
            os.link(partial.parent.parent / "current" / old["path"], path)
        else:
            path = _write_day(connection, place, day, now)
        counts["day-kept" if old is not None else "day-written"] += 1
        files.append(
            {
                "path": str(path.relative_to(partial)),
                "rows": rows,
                "bytes": path.stat().st_size,
                "sha256": path.stem,
                "loaded_at": loaded_at.isoformat(),
                "fingerprint": fingerprint,
            }
        )
    (partial / "articles").mkdir(parents=True, exist_ok=True)
    watermark = max((file["loaded_at"] for file in files), default=None)
    return counts, {"rows": sum(file["rows"] for file in files), "watermark": watermark, "files": files}


def _write_day(connection: duckdb.DuckDBPyConnection, place: Path, day: object, now: datetime) -> Path:
    partial = place / "day.part"
    instant = f"TIMESTAMPTZ '{now.isoformat()}'"
    rows = f"SELECT * FROM articles_at({instant}) WHERE ingest_date = '{day}'"  # noqa: S608 - a date of the lake
    target = str(partial).replace("'", "''")
    connection.execute(
        f"COPY ({rows} ORDER BY source_id, date_published, article_id) TO '{target}' (FORMAT parquet, COMPRESSION zstd)"
    )
    with partial.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    final = place / f"{digest}.parquet"
    finish_file(partial, final)
    return final


def _current(folder: LakeFolder) -> Path | None:
    link = folder.open / "current"
    return folder.open / link.readlink() if link.is_symlink() else None


def _manifest(folder: LakeFolder) -> dict[str, Any]:
    file = folder.open / "current" / "_manifest.json"
    try:
        manifest: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):  # there is none; or a power cut has left it empty: all is written anew
        return {}
    return manifest


def _point(link: Path, target: Path) -> None:
    """Move the pointer in one step: readers see the old version or the new one."""
    fresh = link.with_name(f"{link.name}.part")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    fresh.replace(link)


def _sweep(folder: LakeFolder, now: datetime) -> None:
    for version in (folder.open / "v").iterdir():
        old = now.timestamp() - version.stat().st_mtime > KEEP.total_seconds()
        if old and version != _current(folder):
            shutil.rmtree(version)
