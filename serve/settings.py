"""How the review page is served: for whom, in which language, with what limits."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

#: What a single upload may bring, all its files together, in bytes.
UPLOAD_LIMIT = 2_000_000_000
#: The names of this machine for itself.
_OWN = ("127.0.0.1", "localhost", "::1")
#: scrypt's cost: a fifth of a second, 16 MB.
_COST = {"n": 2**14, "r": 8, "p": 1}


@dataclass(frozen=True, slots=True)
class Password:
    """A password that can be compared with and not be read."""

    salt: bytes
    digest: bytes

    @classmethod
    def of(cls, text: str) -> Password:
        salt = secrets.token_bytes(16)
        return cls(salt, _digest(text, salt))

    def fits(self, text: str) -> bool:
        return hmac.compare_digest(self.digest, _digest(text, self.salt))


@dataclass(frozen=True, slots=True)
class Settings:
    """`files` is the folder that uploads are kept in, `beside` where the relative paths of scanned
    files may begin; `bodies` is a list of those that must publish; `names` are further names by
    which the server may be called. Without a `password` it answers this machine only. `token`
    guards against requests that other sites send.
    """

    files: Path
    beside: tuple[Path, ...] = ()
    lang: str = "zh"
    reviewer: str = ""
    read_only: bool = False
    names: tuple[str, ...] = ()
    password: Password | None = None
    upload_limit: int = UPLOAD_LIMIT
    workers: int = 0
    letter: Path | None = None
    bodies: Path | None = None
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    def answers_to(self, host: str) -> bool:
        """Whether a Host header names this server: a page of another site that has its name point
        here (DNS rebinding) gets no answer."""
        name = host.rpartition(":")[0] if _has_port(host) else host
        name = name.strip("[]").casefold()
        if self.password is not None and _is_address(name):
            return True
        return name in _OWN or name in (n.casefold() for n in self.names)


def is_own(host: str) -> bool:
    """Whether an address can be reached from this machine only."""
    if host == "localhost":
        return True
    return _is_address(host) and ip_address(host).is_loopback


def _is_address(name: str) -> bool:
    """Whether a name is an address: none can be made to point elsewhere."""
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _has_port(host: str) -> bool:
    return host.rpartition(":")[2].isdecimal() and (host.count(":") == 1 or "]:" in host)


def _digest(text: str, salt: bytes) -> bytes:
    return hashlib.scrypt(text.encode(), salt=salt, **_COST)
