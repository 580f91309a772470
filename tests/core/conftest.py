"""The core touches nothing: its tests run with sockets closed."""

import pytest
import pytest_socket


@pytest.fixture(autouse=True, scope="package")
def no_network():
    """A socket that is opened fails the test."""
    pytest_socket.disable_socket()
    yield
    pytest_socket.enable_socket()
