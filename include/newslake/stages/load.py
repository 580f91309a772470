"""Load: what is complete in the spool goes into the lake, exactly once."""

from newslake.edge.lake.write import commit
from newslake.edge.spool import STEPS
from newslake.model import StageReport
from newslake.stages.run import Run, clock, stage


def load(run: Run) -> StageReport:
    """Commit every complete batch of the spool, of this run and of any that died, in one transaction."""
    with stage(run, "load", trifles=()) as tally:
        for outcome, items in commit(run.settings.lake, STEPS, run=run.name, now=clock()).items():
            tally.add(outcome, items)
    return tally.report
