"""LibreOffice, where it is found: turns what nothing else here reads into what is read.

It runs without a window, under a profile of its own that runs no macros and follows no links, for
so long at most.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from extract.errors import UnreadableError

#: Seconds that one file may take.
TIME_LIMIT = 90.0
_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\\Program Files\\LibreOffice\\program\\soffice.exe",
)
#: Macros never run, links are never followed: settings by their places.
_SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Calc/Content/Update", "Link", "2"),
)
_SETTING = (
    '<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
)


def program() -> str:
    """Where LibreOffice is; "" where it is not found."""
    found = next((p for name in _NAMES if (p := shutil.which(name))), "")
    return found or next((p for p in _PLACES if os.path.exists(p)), "")


def converted(path: Path, data: bytes, to: str) -> bytes:
    """The bytes of a file turned into another form (docx, xlsx).

    Raises UnreadableError where there is no LibreOffice, and where it makes nothing of the file.
    """
    soffice = program()
    if not soffice:
        raise UnreadableError(
            "no_converter",
            f"{path.name}：读这种文件需要 LibreOffice，请先安装，或另存为 docx、xlsx、PDF 再查",
        )
    with tempfile.TemporaryDirectory(prefix="gouji-office-") as folder:
        profile, source = (
            Path(folder, "profile", "user"),
            Path(folder, "source" + _ending(path, data, to)),
        )
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_profile(), encoding="utf-8")
        source.write_bytes(data)
        done = _run(
            [
                soffice, f"-env:UserInstallation={profile.parent.as_uri()}", "--headless",
                "--norestore", "--nologo", "--nolockcheck", "--nodefault", "--convert-to", to,
                "--outdir", str(Path(folder, "made")), str(source),
            ]
        )  # fmt: skip
        made = Path(folder, "made", f"source.{to}")
        if not done:
            raise UnreadableError("timeout", f"{path.name}：LibreOffice 未能在限时内打开，未读")
        if not made.exists():
            raise UnreadableError("broken", f"{path.name}：文件已损坏或已加密，LibreOffice 打不开")
        return made.read_bytes()


def _ending(path: Path, data: bytes, to: str) -> str:
    """What the name of a file must end with to be taken for what it is, whatever its own does."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return {"docx": ".doc", "xlsx": ".xls"}.get(to, path.suffix)
    if data.startswith(b"{\\rtf"):
        return ".rtf"
    if b"opendocument.text" in data[:200]:
        return ".odt"
    return ".ods" if b"opendocument.spreadsheet" in data[:200] else path.suffix


def _profile() -> str:
    """The settings of LibreOffice as it keeps them."""
    items = (_SETTING.format(path=p, name=n, value=v) for p, n, v in _SETTINGS)
    return _PROFILE.format(items="".join(items))


def _run(command: list[str]) -> bool:
    """Run a program to its end, without a network where that can be had; whether it ended in
    time."""
    guard = shutil.which("timeout") if os.name == "posix" else None
    if guard:  # ends the program even where this process is ended first
        command = [guard, "--kill-after=5", f"{TIME_LIMIT + 5:g}", *command]
    environment = os.environ | {
        name: "http://127.0.0.1:9" for name in ("http_proxy", "https_proxy", "all_proxy")
    }
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )
    try:
        process.wait(TIME_LIMIT)
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(process)
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program and what it started, whatever stopped the waiting."""
    if process.poll() is None:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()
