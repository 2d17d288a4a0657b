"""`gouji serve`: the review page of a store, in the browser of this machine."""

from __future__ import annotations

import os
import threading
import webbrowser
from pathlib import Path
from socket import getfqdn, gethostname
from typing import TYPE_CHECKING, Annotated

import typer

from gouji.bodies import bodies_or_exit
from gouji.help import Lang, Words, load_words
from gouji.stores import STORE, end, store_or_exit

if TYPE_CHECKING:
    from uvicorn import Server

PORT = 8765
#: The variable that holds the password of a server that others can reach.
PASSWORD = "GOUJI_PASSWORD"


def serve(
    store: Annotated[str, typer.Argument(metavar="STORE", envvar="GOUJI_STORE")] = STORE,
    port: Annotated[int, typer.Option("--port", metavar="PORT", min=0, max=65535)] = PORT,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS")] = "127.0.0.1",
    show: Annotated[bool, typer.Option("--open")] = False,
    read_only: Annotated[bool, typer.Option("--read-only")] = False,
    reviewer: Annotated[str, typer.Option("--by", metavar="NAME", envvar="GOUJI_REVIEWER")] = "",
    workers: Annotated[int, typer.Option("--workers", "-j", metavar="N", min=0)] = 0,
    letter: Annotated[Path | None, typer.Option("--letter", metavar="DOCX")] = None,
    bodies: Annotated[Path | None, typer.Option("--bodies", metavar="FILE")] = None,
    lang: Annotated[Lang, typer.Option("--lang", metavar="zh|en", envvar="GOUJI_LANG")] = Lang.ZH,
) -> None:
    """Serve the review page until Ctrl-C."""
    words = load_words(lang)
    say = words["serving"]
    try:
        import uvicorn

        from serve.app import create_app
        from serve.bringing import folder_of
        from serve.settings import Password, Settings, is_own
    except ModuleNotFoundError as error:
        end(say["missing"].format(name=error.name))
    if letter is not None and not letter.is_file():
        end(say["no_letter"].format(file=letter))
    if bodies is not None:
        bodies_or_exit(bodies, None, "", words)
    password = _password(words) if not is_own(host) else None
    beside = () if "://" in store else (Path(store).absolute().parent,)
    settings = Settings(
        files=folder_of(store).absolute(),
        beside=beside,
        lang=lang.value,
        reviewer=reviewer,
        read_only=read_only,
        names=(host, gethostname(), getfqdn()),
        password=Password.of(password) if password else None,
        workers=workers,
        letter=letter,
        bodies=bodies,
    )
    with store_or_exit(store, words, create=not read_only) as engine:
        config = uvicorn.Config(
            create_app(engine, settings), host=host, port=port, log_level="warning",
            server_header=False, access_log=False, timeout_graceful_shutdown=3,
        )  # fmt: skip
        _run(uvicorn.Server(config), host, words, show=show)


def _run(server: Server, host: str, words: Words, *, show: bool) -> None:
    """Serve on a socket that is open already, so that its address can be told and shown."""
    try:
        socket = server.config.bind_socket()
    except SystemExit:
        end(words["serving"]["port_taken"].format(port=server.config.port))
    port = socket.getsockname()[1]
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    address = f"http://{f'[{shown}]' if ':' in shown else shown}:{port}/"
    typer.echo(words["serving"]["ready"].format(address=address))
    if show:
        threading.Timer(0.5, webbrowser.open, [address]).start()
    server.run(sockets=[socket])


def _password(words: Words) -> str:
    """The password for a server that others can reach: from the environment, else asked for."""
    say = words["serving"]
    typer.echo(say["reachable"], err=True)
    given = os.environ.get(PASSWORD) or str(
        typer.prompt(say["password"], hide_input=True, confirmation_prompt=say["again"], err=True)
    )
    if len(given) < 8:
        end(say["short"])
    return given
