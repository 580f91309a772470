"""Workers: an item that hangs, blows up or kills its process costs itself and nothing else."""

import os
import signal

import pytest

from newslake.edge.workers import Cause, Failure, WorkerPolicy, Workers

POLICY = WorkerPolicy(workers=2, cpu_seconds=1, memory_bytes=300_000_000)


def behave(how: str, value: int) -> int:
    """What the tests let workers do."""
    if how == "loop":
        while True:
            pass
    if how == "grow":
        return len(bytearray(2_000_000_000))
    if how == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "raise":
        raise ValueError(value)
    return value * 2


def test_every_item_comes_back_with_its_key():
    """All results are there, each beside its key, in whatever order."""
    with Workers(behave, POLICY) as workers:
        results = dict(workers.map((number, ("double", number)) for number in range(200)))

    assert results == {number: number * 2 for number in range(200)}


@pytest.mark.parametrize(
    ("how", "cause"),
    [("loop", Cause.TIMEOUT), ("grow", Cause.MEMORY), ("die", Cause.CRASH), ("raise", Cause.CRASH)],
)
def test_a_bad_item_is_a_counted_failure(how, cause):
    """The bad item fails with its cause after a second try; the good ones round it are done."""
    jobs = [(0, ("double", 1)), (1, (how, 0)), (2, ("double", 2)), (3, ("double", 3))]
    with Workers(behave, POLICY) as workers:
        results = dict(workers.map(jobs))

    assert isinstance(results[1], Failure)
    assert results[1].cause is cause
    assert {key: results[key] for key in (0, 2, 3)} == {0: 2, 2: 4, 3: 6}


def test_a_batch_of_bad_items_ends():
    """Workers are started again as often as it takes, and used for the next batch."""
    with Workers(behave, POLICY) as workers:
        failures = [outcome for _, outcome in workers.map((number, ("die", 0)) for number in range(6))]
        after = dict(workers.map([("key", ("double", 4))]))

    assert [failure.cause for failure in failures] == [Cause.CRASH] * 6
    assert after == {"key": 8}


def test_the_cpu_of_workers_is_known():
    """What a worker burns is counted, also once it has ended."""
    with Workers(behave, POLICY) as workers:
        list(workers.map([(0, ("double", 1))]))
        used = workers.cpu_seconds

    assert workers.cpu_seconds == used > 0


def test_no_process_stays_behind():
    """After the block the workers are gone."""
    with Workers(behave, POLICY) as workers:
        list(workers.map([(0, ("double", 1))]))
        processes = [worker.process for worker in workers._workers]

    assert not any(process.is_alive() for process in processes)
