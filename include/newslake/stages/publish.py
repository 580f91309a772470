"""Publish: the articles of the lake as a Parquet tree that is never half-written."""

from newslake.edge.lake import publish as tree
from newslake.model import StageReport
from newslake.stages.run import Run, clock, commit_reports, stage


def publish(run: Run) -> StageReport:
    """
    Bring ``open/current`` up to the newest snapshot of the lake.

    An embargo is over when its end has passed by now, or by the instant of the run.
    """
    with stage(run, "publish") as tally:
        for outcome, items in tree.publish(run.settings.lake, now=max(clock(), run.now)).items():
            tally.add(outcome, items)
    commit_reports(run)
    return tally.report
