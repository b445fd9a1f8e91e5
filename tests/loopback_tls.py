"""Encryption for the PostgreSQL server of the tests: an authority, its certificates, and servers that show them."""

from __future__ import annotations

import datetime
import shutil
import ssl
import struct
import threading
from collections.abc import Iterator
from pathlib import Path
from socket import SHUT_RDWR, create_connection, create_server, socket

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from loopback_postgres import FAST, LoopbackPostgres

WISH = struct.pack("!II", 8, 80877103)  # of a client: encryption, if the server has it


class Authority:
    """A certificate authority that nobody knows but those who are given its ``file``."""

    def __init__(self, folder: Path, name: str) -> None:
        """Make it, and write its certificate into a folder."""
        self._folder, self._name = folder, _named(name)
        self._key = ec.generate_private_key(ec.SECP256R1())
        self.file = folder / f"{name}.pem"
        ours = x509.BasicConstraints(ca=True, path_length=0)
        self.file.write_bytes(self._signed(self._name, self._key, ours).public_bytes(Encoding.PEM))

    def certificate(self, host: str) -> tuple[Path, Path]:
        """The files of a certificate for a server of this name, and of its key."""
        key = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName([x509.DNSName(host)])
        certificate, secret = (self._folder / f"{host}.{end}" for end in ("crt", "key"))
        certificate.write_bytes(self._signed(_named(host), key, names).public_bytes(Encoding.PEM))
        secret.touch(mode=0o600)
        secret.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        return certificate, secret

    def _signed(self, name: x509.Name, key: ec.EllipticCurvePrivateKey, what: x509.ExtensionType) -> x509.Certificate:
        now, hour = datetime.datetime.now(datetime.UTC), datetime.timedelta(hours=1)
        return (
            x509.CertificateBuilder(self._name, name, key.public_key(), x509.random_serial_number())
            .not_valid_before(now - hour)
            .not_valid_after(now + hour)
            .add_extension(what, critical=isinstance(what, x509.BasicConstraints))
            .sign(self._key, hashes.SHA256())
        )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


class EncryptedWay:
    """What stands before a server and ends the encryption there, as a pooler does; it knows its clients by theirs."""

    def __init__(self, port: int, certificate: tuple[Path, Path]) -> None:
        """Listen on a port of its own, and pass all on to the server's."""
        self._to = port
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(*certificate)
        self._listening = create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Refuse all from now on."""
        self._listening.shutdown(SHUT_RDWR)
        self._listening.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:  # it is closed
                return
            threading.Thread(target=self._serve, args=(near,), daemon=True).start()

    def _serve(self, near: socket) -> None:
        try:
            if near.recv(len(WISH), 0) != WISH:
                return
            near.sendall(b"S")
            with (
                self._context.wrap_socket(near, server_side=True) as safe,
                create_connection(("127.0.0.1", self._to)) as far,
            ):
                threading.Thread(target=_pass, args=(far, safe), daemon=True).start()
                _pass(safe, far)
        except OSError:  # the client does not take the certificate
            return
        finally:
            near.close()


def _pass(one: socket, other: socket) -> None:
    try:
        while data := one.recv(65_536):
            other.sendall(data)
        other.shutdown(SHUT_RDWR)
    except OSError:  # the other end is gone
        return


def programs_with_tls() -> Path | None:
    """Where this machine has a PostgreSQL of its own that can encrypt; those that the tests bring cannot."""
    found = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True), *_on_path()]
    able = (one for one in found if (one / "initdb").exists() and b"libssl" in (one / "postgres").read_bytes())
    return next(able, None)


def _on_path() -> Iterator[Path]:
    if program := shutil.which("postgres"):
        yield Path(program).resolve().parent


def encrypted_server(folder: Path, programs: Path, certificate: tuple[Path, Path]) -> LoopbackPostgres:
    """A server that encrypts by itself, not started yet."""
    server = LoopbackPostgres(folder, (*FAST, "-c", "ssl=on"), programs)
    for path, name in zip(certificate, ("server.crt", "server.key"), strict=True):
        server.give(path, name)
    return server
