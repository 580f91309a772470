"""
Worker processes for work that a hostile page can hang, blow up or crash: one item costs at most itself.

Own processes over plain pipes, one item in flight each. A ProcessPoolExecutor loses every item in flight when one
worker dies and never ends an endless one; threads let one crash in C take the whole process.
"""

import logging
import math
import multiprocessing as mp
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import Any, Generic, Self, TypeVar

Key = TypeVar("Key")
Result = TypeVar("Result")

log = logging.getLogger(__name__)

WALL_FACTOR = 20
"""How much longer than its CPU deadline an item may take by the clock on the wall: nothing should wait (a guess)."""


class Cause(StrEnum):
    """What an item did to its worker."""

    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASH = "crash"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An item that ended its worker, or raised in it, twice."""

    cause: Cause
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerPolicy:
    """Limits of a worker: seconds of CPU for one item, bytes of address space above what it has after start-up."""

    workers: int
    cpu_seconds: int = 10
    memory_bytes: int = 1_500_000_000


@dataclass(slots=True)
class _Job:
    key: Any
    item: tuple[Any, ...]
    failures: int = 0


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    job: _Job | None = None
    deadline: float = math.inf
    cpu_seconds: float = 0.0


class Workers(Generic[Result]):
    """
    A handful of processes that run one function.

    Args:
        function: Importable by its name, from a module that loads quickly; takes picklable arguments.
        preload: Modules that the fork server loads once for all workers; they must start no thread. Of several pools in
            one process the first one's count, the others' workers load their own.
    """

    def __init__(self, function: Callable[..., Result], policy: WorkerPolicy, *, preload: tuple[str, ...] = ()) -> None:
        self._function = function
        self._policy = policy
        self._workers: list[_Worker] = []
        self._context = mp.get_context("forkserver")
        self._context.set_forkserver_preload(list(preload))
        self._ended_cpu_seconds = 0.0

    @property
    def cpu_seconds(self) -> float:
        """CPU that the workers have used so far; they are no children of ours, so rusage does not count them."""
        return self._ended_cpu_seconds + sum(worker.cpu_seconds for worker in self._workers)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            self._end(worker)
        self._workers = []

    def map(self, items: Iterable[tuple[Key, tuple[Any, ...]]]) -> Iterator[tuple[Key, Result | Failure]]:
        """
        Results as they come, each with its key; not in order.

        An item that fails is tried once more after all the others, when nothing else can be the cause, and is then
        given back as a Failure.
        """
        fresh = (_Job(key, item) for key, item in items)
        again: list[_Job] = []
        more = True
        while more or again or self._busy():
            may_start = len(self._busy()) < self._policy.workers
            job = next(fresh, None) if more and may_start else None
            if job is None and may_start:
                more = False
                job = again.pop() if again else None
            if job is not None:
                self._give(self._idle(), job)
            # With a worker to spare and jobs to come, only look whether anybody is done; else wait for one.
            for done, answer in self._answers(wait_for_one=job is None or not may_start):
                if isinstance(answer, Failure) and not done.failures:
                    done.failures += 1
                    again.append(done)
                else:
                    yield done.key, answer

    def _busy(self) -> list[_Worker]:
        return [worker for worker in self._workers if worker.job is not None]

    def _idle(self) -> _Worker:
        """A worker without a job; started when there is one to do, as many a batch has none."""
        for worker in self._workers:
            if worker.job is None:
                return worker
        self._workers.append(self._start())
        return self._workers[-1]

    def _start(self) -> _Worker:
        ours, theirs = mp.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, self._function, self._policy), daemon=True)
        with _no_main_module():
            process.start()
        theirs.close()
        return _Worker(process, ours)

    def _give(self, worker: _Worker, job: _Job) -> None:
        try:
            worker.pipe.send(job.item)
        except (BrokenPipeError, ConnectionResetError):  # it died while idle: the item is not to blame
            self._restart(worker)
            worker.pipe.send(job.item)
        worker.job = job
        worker.deadline = time.monotonic() + self._policy.cpu_seconds * WALL_FACTOR

    def _answers(self, *, wait_for_one: bool) -> Iterator[tuple[_Job, Any]]:
        busy = self._busy()
        nearest = min((worker.deadline for worker in busy), default=0.0)
        patience = max(0.0, nearest - time.monotonic()) if wait_for_one else 0.0
        ready = wait([worker.pipe for worker in busy], timeout=patience) if busy else []
        for worker in busy:
            if worker.pipe in ready:
                answer = self._receive(worker)
            elif time.monotonic() >= worker.deadline:
                answer = Failure(cause=Cause.TIMEOUT, detail="no answer, and no CPU used either")
                self._restart(worker)
            else:
                continue
            job, worker.job = worker.job, None
            if job is not None:
                yield job, answer

    def _receive(self, worker: _Worker) -> Any:
        try:
            answer, worker.cpu_seconds = worker.pipe.recv()
        except (EOFError, OSError):  # it ended, perhaps in the middle of its answer
            worker.process.join()
            code = worker.process.exitcode
            out_of_time = code == -signal.SIGXCPU
            detail = f"over {self._policy.cpu_seconds} s of CPU" if out_of_time else f"the worker ended with {code}"
            answer = Failure(cause=Cause.TIMEOUT if out_of_time else Cause.CRASH, detail=detail)
        if (isinstance(answer, Failure) and answer.cause is not Cause.CRASH) or not worker.process.is_alive():
            self._restart(worker)
        return answer

    def _restart(self, worker: _Worker) -> None:
        self._end(worker)
        fresh = self._start()
        worker.process, worker.pipe, worker.cpu_seconds = fresh.process, fresh.pipe, 0.0

    def _end(self, worker: _Worker) -> None:
        self._ended_cpu_seconds += worker.cpu_seconds
        worker.cpu_seconds = 0.0
        worker.pipe.close()
        worker.process.kill()
        worker.process.join()


@contextmanager
def _no_main_module() -> Iterator[None]:
    """
    Start processes that do not import our caller's main module.

    multiprocessing would run it in every child; under Airflow that is all of Airflow, seconds a worker.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _serve(pipe: Connection, function: Callable[..., Any], policy: WorkerPolicy) -> None:
    """What a worker does: one item after the other until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends its workers
    _limit_memory(policy.memory_bytes)
    while True:
        try:
            item = pipe.recv()
        except EOFError:
            return
        _limit_cpu(policy.cpu_seconds)
        answer: Any
        try:
            answer = function(*item)
        except MemoryError:
            answer = Failure(cause=Cause.MEMORY, detail=f"over {policy.memory_bytes:,} bytes")
        except Exception as e:
            log.warning("item failed error=%r", e, exc_info=True)
            answer = Failure(cause=Cause.CRASH, detail=repr(e)[:500])
        pipe.send((answer, time.process_time()))


def _limit_memory(above_bytes: int) -> None:
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - the one number, once a process
        used = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + above_bytes, resource.RLIM_INFINITY))


def _limit_cpu(seconds: int) -> None:
    """The kernel ends the process (SIGXCPU) once it has used this much more CPU: also inside C code."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    limit = math.ceil(usage.ru_utime + usage.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
