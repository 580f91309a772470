"""Publish: the articles of the lake as a Parquet tree that is never half-written."""

from newslake.edge.lake import publish as tree
from newslake.model import StageReport
from newslake.stages.run import Run, clock, commit_reports, stage


def publish(run: Run) -> StageReport:
    """Bring ``open/current`` up to the newest snapshot of the lake."""
    with stage(run, "publish") as tally:
        for outcome, items in tree.publish(run.settings.lake, now=clock()).items():
            tally.add(outcome, items)
    commit_reports(run)
    return tally.report
