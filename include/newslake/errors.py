"""The error tree: what newslake raises when one item, or a whole command, cannot be done."""

from newslake.model import Reason


class NewslakeError(Exception):
    """Root of everything newslake raises on purpose; its text is one line that says what to do."""


class SettingsError(NewslakeError):
    """A setting, option or catalogue file is wrong: the command cannot start."""


class LakeError(NewslakeError):
    """The lake cannot be opened or is held by somebody else."""


class FetchError(NewslakeError):
    """
    One address could not be fetched.

    Attributes:
        url: The address that was asked for.
        reason: Which of the expected outcomes it is.
        retryable: Whether the same request may succeed later.
        status: HTTP status, None when there was no answer.
        retry_after_s: Seconds the server asked us to wait, None when it did not say.
    """

    def __init__(
        self,
        url: str,
        reason: Reason,
        detail: str = "",
        *,
        retryable: bool = False,
        status: int | None = None,
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(f"{url}: {reason.value}{': ' if detail else ''}{detail}")
        self.url = url
        self.reason = reason
        self.detail = detail
        self.retryable = retryable
        self.status = status
        self.retry_after_s = retry_after_s


class FeedError(NewslakeError):
    """A payload is no feed that we can read; the text says why."""


class WireError(NewslakeError):
    """A file is no wire file that can be read; the text says why, in one line."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason.value}{': ' if detail else ''}{detail}")
        self.reason = reason
        self.detail = detail
