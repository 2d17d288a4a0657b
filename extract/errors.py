"""What can be wrong with a file, each with its cause and what to do about it."""

from __future__ import annotations


class UnreadableError(Exception):
    """A file that could not be read as a report.

    `status` is a stable word for scripts and the store: missing, not_pdf, encrypted, broken,
    empty, no_text, too_large. The message is one line in Chinese for a person.
    """

    def __init__(self, status: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
