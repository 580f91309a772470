"""Cuts by themselves: when they end, and what an exception leaves."""

from contextlib import contextmanager

import pytest

from newslake.stages.cuts import Cuts


class Desk:
    """Files that are lists, and a clock that is set by hand; ``named`` holds what was completed, by cut."""

    def __init__(self):
        self.named, self.now = {}, 0.0

    @contextmanager
    def begin(self, number):
        lines = []
        yield lines
        self.named[number] = lines

    def cuts(self, **more):
        return Cuts(self.begin, items=3, seconds=30.0, clock=lambda: self.now, **more)


def test_a_cut_ends_after_so_many_items():
    """Three items a cut; what is left is the last one."""
    desk = Desk()

    with desk.cuts() as cut:
        for item in range(7):
            cut.files.append(item)
            cut.done()

    assert desk.named == {0: [0, 1, 2], 1: [3, 4, 5], 2: [6]}


def test_a_cut_ends_after_so_many_seconds():
    """The item with which the time is over is the last of its cut; the time of the next begins with its first item."""
    desk = Desk()

    with desk.cuts() as cut:
        for item, now in enumerate((10.0, 30.0, 100.0, 129.0)):
            desk.now = now
            cut.files.append(item)
            cut.done()

    assert desk.named == {0: [0, 1], 1: [2, 3]}


def test_nothing_is_one_empty_cut():
    """A stage without work says so; one that ends with a full cut adds none."""
    idle, full = Desk(), Desk()

    with idle.cuts():
        pass
    with full.cuts() as cut:
        for item in range(3):
            cut.files.append(item)
            cut.done()

    assert (idle.named, full.named) == ({0: []}, {0: [0, 1, 2]})


def test_numbers_go_on():
    """An earlier try's cuts keep their numbers."""
    desk = Desk()

    with desk.cuts(first=4) as cut:
        cut.files.append("x")
        cut.done()

    assert desk.named == {4: ["x"]}


def test_an_exception_costs_the_open_cut():
    """Those before it are complete."""
    desk = Desk()

    def write():
        with desk.cuts() as cut:
            for item in range(5):
                cut.files.append(item)
                cut.done()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write()

    assert desk.named == {0: [0, 1, 2]}
