"""When the next request to a host may start."""

import asyncio

from newslake.edge.pace import MAX_PAUSE_S, PER_HOST, Pace


class FakeTime:
    """A clock that moves only when somebody sleeps."""

    def __init__(self):
        self.now = 1000.0
        self.slept = []

    def clock(self):
        return self.now

    async def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


def make(delay_s=1.0, concurrency=32):
    time = FakeTime()
    return time, Pace(delay_s, concurrency, clock=time.clock, sleep=time.sleep)


def test_starts_at_one_host_are_apart():
    """Each start is at least the delay after the one before, and the first does not wait."""
    time, pace = make(delay_s=1.5)

    async def run():
        starts = []
        for _ in range(4):
            await pace.acquire("h")
            starts.append(time.now)
            pace.release("h")
        return starts

    assert asyncio.run(run()) == [1000, 1001.5, 1003, 1004.5]


def test_first_come_first_served():
    """Thirty that ask together get their turns in the order they asked."""
    _, pace = make()
    served = []

    async def one(number):
        await pace.acquire("h")
        served.append(number)
        await asyncio.sleep(0)
        pace.release("h")

    async def run():
        await asyncio.gather(*(one(number) for number in range(30)))

    asyncio.run(run())

    assert served == list(range(30))


def test_hosts_do_not_wait_for_each_other():
    """Another host's delay is not ours."""
    time, pace = make()

    async def run():
        for host in "abcdef":
            await pace.acquire(host)

    asyncio.run(run())

    assert time.slept == []


def test_zero_delay_never_waits():
    """With no delay there is no sleep at all."""
    time, pace = make(delay_s=0)

    async def run():
        for _ in range(100):
            await pace.acquire("h")
            pace.release("h")

    asyncio.run(run())

    assert time.slept == []


def test_crawl_delay_lengthens_and_never_shortens():
    """The longer of the policy's delay and the host's own holds."""
    time, pace = make(delay_s=2)

    async def run():
        pace.slow_down("h", 5)
        pace.slow_down("h", 0.1)
        await pace.acquire("h")
        await pace.acquire("h")

    asyncio.run(run())

    assert time.slept == [5]


def test_short_pause_is_waited_for():
    """A host that asked for a few seconds gets them, from all."""
    time, pace = make()

    async def run():
        pace.pause("h", 20)
        return await pace.acquire("h")

    assert asyncio.run(run()) == 0
    assert time.slept == [20]


def test_long_pause_is_told_at_once():
    """A host that asked for an hour is not waited for: no turn, no sleep, the seconds left."""
    time, pace = make()

    async def run():
        pace.pause("h", 3600)
        refused = await pace.acquire("h")
        time.now += 3600 - MAX_PAUSE_S
        return refused, await pace.acquire("h"), await pace.acquire("other")

    assert asyncio.run(run()) == (3600, 0, 0)
    assert time.slept == [MAX_PAUSE_S]


def test_pause_reaches_those_who_wait_already():
    """A Retry-After that arrives while others queue holds them up too."""
    time, pace = make(delay_s=0)

    async def run():
        for _ in range(PER_HOST):
            await pace.acquire("h")
        waiting = asyncio.create_task(pace.acquire("h"))
        await asyncio.sleep(0)
        pace.pause("h", 30)
        pace.release("h")
        await waiting

    asyncio.run(run())

    assert time.slept == [30]


def test_one_host_cannot_hold_all_slots():
    """A host has a few requests under way at most; the others go on."""
    _, pace = make(delay_s=0)

    async def run():
        for _ in range(PER_HOST):
            await pace.acquire("slow")
        stuck = asyncio.create_task(pace.acquire("slow"))
        await asyncio.sleep(0)
        await pace.acquire("quick")
        done = stuck.done()
        stuck.cancel()
        return done

    assert asyncio.run(run()) is False


def test_concurrency_is_bounded():
    """No more requests than agreed are under way, and each release lets one in."""
    _, pace = make(delay_s=0, concurrency=2)

    async def run():
        await pace.acquire("a")
        await pace.acquire("b")
        third = asyncio.create_task(pace.acquire("c"))
        await asyncio.sleep(0)
        before = third.done()
        pace.release("a")
        await third
        return before

    assert asyncio.run(run()) is False


def test_who_gives_up_holds_nothing():
    """A cancelled wait gives back whatever it held: the next one gets its turn."""
    _, pace = make(delay_s=0, concurrency=1)

    async def run():
        await pace.acquire("a")
        for _ in range(PER_HOST + 1):
            waiting = asyncio.create_task(pace.acquire("b"))
            await asyncio.sleep(0)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
        pace.release("a")
        return await pace.acquire("b")

    assert asyncio.run(run()) == 0
