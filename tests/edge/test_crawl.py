"""Many fetches as one stream: each is answered, hosts do not wait for each other, and stopping early stops."""

import threading
from collections.abc import Generator

from newslake.edge.crawl import Request, fetch_each
from newslake.edge.http import FetchPolicy
from newslake.errors import FetchError
from newslake.model import Payload, Reason
from tests.static_site import StaticWeb

POLICY = FetchPolicy(user_agent="newslake/0.1", allow=("127.5.0.0/24",), host_delay_s=0)
HOSTS = ["127.5.0.1", "127.5.0.2", "127.5.0.3"]


def test_every_request_is_answered_beside_what_it_belongs_to():
    """Bodies and failures come as values, more of them than may wait at a time."""
    web = StaticWeb(HOSTS)
    web.answers = {host: {f"/{n}": (f"{host}/{n}".encode(), "text/plain") for n in range(40)} for host in HOSTS}
    wanted = {f"{host}/{n}": Request(url=web.url(host, f"/{n}")) for host in HOSTS for n in range(40)}
    wanted["missing"] = Request(url=web.url(HOSTS[0], "/missing"))
    wanted["refused"] = Request(url="http://127.6.0.1/")
    with web:
        answers = dict(fetch_each(POLICY, wanted.items()))

    assert set(answers) == set(wanted)
    failures = {key: answer.reason for key, answer in answers.items() if isinstance(answer, FetchError)}
    assert failures == {"missing": Reason.NOT_FOUND, "refused": Reason.ADDRESS_REFUSED}
    assert all(answer.body.decode() == key for key, answer in answers.items() if isinstance(answer, Payload))


def test_a_consumer_that_stops_ends_the_fetching():
    """The thread is gone when the stream is closed before its end."""
    web = StaticWeb(HOSTS)
    web.answers = {host: {"/": (b"x", "text/plain")} for host in HOSTS}
    with web:
        stream = fetch_each(POLICY, [(n, Request(url=web.url(HOSTS[n % 3], "/"))) for n in range(300)])
        next(stream)
        assert isinstance(stream, Generator)
        stream.close()

        assert not [thread for thread in threading.enumerate() if thread.name == "fetch"]


def test_nothing_to_fetch_is_no_answer():
    """An empty list of requests ends at once."""
    assert list(fetch_each(POLICY, [])) == []
