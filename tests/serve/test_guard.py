"""Who is answered, and what a browser may do with the answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from serve.settings import Password, Settings, is_own
from tests.serve.conftest import client_of

FORM = "/name?token=t0ken"


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:1", "[::1]:8765", "localhost"])
def test_this_machine_is_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8765", "", "10.0.0.7"])
def test_another_name_is_not(client: TestClient, host: str) -> None:
    """A page whose name was made to point here (DNS rebinding) reads nothing."""
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421 and "局" not in answer.text


def test_a_change_needs_the_token(client: TestClient) -> None:
    assert client.post("/name", data={"name": "a"}).status_code == 403
    assert client.post("/name?token=other", data={"name": "a"}).status_code == 403
    assert client.post(FORM, data={"name": "a"}).status_code == 303
    header = {"x-gouji-token": "t0ken"}
    assert client.post("/name", data={"name": "a"}, headers=header).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_another_site_changes_nothing(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post(FORM, data={"name": "a"}, headers=headers).status_code == 403


def test_other_methods_are_refused(client: TestClient) -> None:
    assert client.put("/name?token=t0ken").status_code == 403


def test_nothing_runs_that_was_not_shipped(client: TestClient) -> None:
    for page in ("/", "/report/1", "/bring", "/help", "/none"):
        answer = client.get(page)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert "<script>" not in answer.text and "style=" not in answer.text
        assert "onclick" not in answer.text and "http://" not in answer.text
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_only_what_is_shipped_is_given_out(client: TestClient) -> None:
    assert client.get("/static/page.css").status_code == 200
    for name in ("../app.py", "%2e%2e%2fapp.py", "htmx.LICENSE", "store.db", "..%5capp.py"):
        assert client.get(f"/static/{name}").status_code == 404


def test_a_link_leads_nowhere_else(client: TestClient) -> None:
    for back in ("//evil.example", "https://evil.example", "/\\evil.example", "/a\nb"):
        answer = client.get("/lang/en", params={"back": back})
        assert answer.headers["location"] == "/"
    assert client.get("/lang/en?back=/report/1").headers["location"] == "/report/1"


def test_a_body_has_a_limit(engine: Engine, tmp_path: Path) -> None:
    small = client_of(engine, tmp_path, upload_limit=1000)
    files = {"files": ("a.pdf", b"x" * 5000)}
    assert small.post("/bring?token=t0ken", files=files).status_code == 413
    assert not list((tmp_path / "files").rglob("*.pdf"))


def test_read_only(engine: Engine, tmp_path: Path) -> None:
    client = client_of(engine, tmp_path, read_only=True)
    assert client.get("/report/1").status_code == 200
    for address in ("/report/1/decide/f1", "/bring", "/import", "/name"):
        assert client.post(f"{address}?token=t0ken").status_code == 403
    assert "data-key" not in client.get("/report/1").text
    assert 'href="/bring"' not in client.get("/").text


class TestPassword:
    @pytest.fixture
    def locked(self, engine: Engine, tmp_path: Path) -> TestClient:
        return client_of(engine, tmp_path, password=Password.of("geheim 秘密"))

    def test_without_it_nothing_is_seen(self, locked: TestClient) -> None:
        for page in ("/", "/report/1", "/report/1/picture/1", "/findings.csv"):
            answer = locked.get(page)
            assert (answer.status_code, answer.headers["location"]) == (303, "/login")
        assert locked.get("/login").status_code == 200

    def test_with_it_a_session_begins(
        self, locked: TestClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("serve.routes.enter._PAUSE", 0)
        wrong = locked.post("/login?token=t0ken", data={"password": "geheim"})
        assert wrong.status_code == 403 and locked.get("/").status_code == 303
        right = locked.post("/login?token=t0ken", data={"password": "geheim 秘密"})
        cookie = right.headers["set-cookie"]
        assert "HttpOnly" in cookie and "SameSite=strict" in cookie
        assert locked.get("/").status_code == 200

    def test_a_made_up_session_is_none(self, locked: TestClient) -> None:
        locked.cookies.set("gouji_session", "x" * 43)
        assert locked.get("/").status_code == 303

    def test_addresses_are_answered_names_are_not(self, locked: TestClient) -> None:
        assert locked.get("/login", headers={"host": "10.0.0.7:8765"}).status_code == 200
        assert locked.get("/login", headers={"host": "evil.example"}).status_code == 421


def test_which_addresses_are_this_machine(tmp_path: Path) -> None:
    assert all(map(is_own, ("127.0.0.1", "localhost", "::1", "127.3.4.5")))
    assert not any(map(is_own, ("0.0.0.0", "::", "10.0.0.1", "example.org")))
    assert Settings(tmp_path).token != Settings(tmp_path).token
