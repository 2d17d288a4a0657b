"""What can be wrong with a file, each with its cause and what to do about it."""

from __future__ import annotations


class UnreadableError(Exception):
    """A file that could not be read as a report.

    `status` is a stable word for scripts and the store: missing, not_pdf (none of the forms that
    are read), encrypted, broken, empty, no_text, too_large, garbled (characters of no known code),
    unusual (pages of odd sizes, or with more on them than can be read), error_page (of a site),
    fault (of gouji), memory (not enough of it), archive, no_converter (there is no LibreOffice),
    no_unpacker (no libarchive), timeout (of one of them), not_together, own_output, not_report. The
    message is one line in Chinese for a person.
    """

    def __init__(self, status: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message

    def __reduce__(self) -> tuple[type[UnreadableError], tuple[str, str]]:
        return UnreadableError, (self.status, self.message)


def own_output(name: str) -> UnreadableError:
    """What is said of a file that gouji wrote itself."""
    return UnreadableError("own_output", f"{name}：这是 gouji 写出的结果，不是报告")


def not_report(name: str) -> UnreadableError:
    """What is said of a file that is no report of a budget or of final accounts."""
    reason = "没有认出决算、预算的公开表格，也没有这样的标题，不是部门（单位）决算或预算，未核对"
    return UnreadableError("not_report", f"{name}：{reason}")
