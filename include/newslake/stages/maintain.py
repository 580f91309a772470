"""Maintain: care of the lake's files; rows are never touched."""

from newslake.edge.lake import maintain as care
from newslake.model import StageReport
from newslake.stages.run import Run, clock, commit_reports, stage


def maintain(run: Run) -> StageReport:
    """Merge small files, expire old snapshots, sweep what nothing refers to."""
    with stage(run, "maintain") as tally:
        for outcome, items in care.maintain(run.settings.lake, now=clock()).items():
            tally.add(outcome, items)
    commit_reports(run)
    return tally.report
