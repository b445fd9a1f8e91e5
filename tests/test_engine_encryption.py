"""A connection to an engine that is encrypted, and one that is refused since it would not be safe."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from loopback_postgres import LoopbackPostgres
from loopback_tls import Authority, EncryptedWay, encrypted_server, programs_with_tls

from bot.__main__ import main
from index.address import Address
from index.engine.connection import Connection
from index.errors import EngineError

Way = Callable[[str], str]  # the address of a database by an encrypted way, with more settings


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="tls-", ignore_cleanup_errors=True) as name:
        yield Path(name)


@pytest.fixture(scope="module")
def authority(folder: Path) -> Authority:
    return Authority(folder, "authority")


@pytest.fixture(scope="module", params=["server", "pooler"])
def way(request: pytest.FixtureRequest, folder: Path, authority: Authority) -> Iterator[Way]:
    """A server that encrypts by itself, where this machine has one, and the tests' own behind one that does."""
    if request.param == "server":
        if (programs := programs_with_tls()) is None:
            pytest.skip("no PostgreSQL here that can encrypt")
        server = encrypted_server(folder / "data", programs, authority.certificate("localhost")).start()
        yield lambda settings: f"{server.url().replace('127.0.0.1', 'localhost')}?hostaddr=127.0.0.1&{settings}"
        server.stop("immediate")
    else:
        server = request.getfixturevalue("postgres")
        before = EncryptedWay(server.port, authority.certificate("localhost"))
        address = server.url(port=before.port).replace("127.0.0.1", "localhost")
        yield lambda settings: f"{address}?hostaddr=127.0.0.1&{settings}"
        before.close()


def refused(address: str) -> str:
    """What is told at once of an address that is not connected to."""
    with pytest.raises(EngineError) as told:
        Connection(Address(address), patience=60).rows("SELECT 1")
    assert "not-to-be-shown" not in str(told.value)
    return str(told.value)


def test_a_server_that_the_authority_vouches_for_is_connected_to(
    way: Way, authority: Authority, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And the check says that it is encrypted."""
    monkeypatch.setenv("REPORTBOT_ENGINE", way(f"sslmode=verify-full&sslrootcert={authority.file}"))
    main(["engine", "check"])
    shown = capsys.readouterr()
    assert "The connection is encrypted with TLS" in shown.out
    assert "not-to-be-shown" not in shown.out + shown.err


def test_a_server_that_another_authority_vouches_for_is_not(way: Way, folder: Path) -> None:
    """It might be anyone's."""
    other = Authority(folder, "another")
    assert refused(way(f"sslmode=verify-full&sslrootcert={other.file}")) == (
        "the engine was not connected to: the server's certificate is not from the authority that the address names"
        " (see docs/engine.md)"
    )
    assert "is not there" in refused(way(f"sslmode=verify-full&sslrootcert={folder / 'none.pem'}"))


def test_a_server_of_another_name_is_not_connected_to(way: Way, authority: Authority) -> None:
    """The certificate is of the authority, but it is another server's."""
    address = way(f"sslmode=verify-full&sslrootcert={authority.file}").replace("localhost", "db.example.org")
    assert refused(address) == (
        "the engine was not connected to: the server's certificate is for another name than the one in the address"
        " (see docs/engine.md)"
    )


def test_a_server_that_does_not_encrypt_is_not_connected_to_where_that_is_asked_for(
    postgres: LoopbackPostgres, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The sentence says so, and the password is nowhere."""
    monkeypatch.setenv("REPORTBOT_ENGINE", f"{postgres.url()}?sslmode=require")
    assert main(["engine", "check"]) == 2
    shown = capsys.readouterr()
    assert "the server does not encrypt, and the address asks for it" in shown.err
    assert "not-to-be-shown" not in shown.out + shown.err
