"""Inspectorates' sites on this machine: one server that answers for every host, with every fault that can be asked for.

The layout follows the notes on the real site: publication pages with a section *Get the report*, whole reports on
one page, older reports on a page for each pillar. The words are the tests' own.
"""

from __future__ import annotations

import contextlib
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType

from pdfs import Paper

HOST = "hmicfrs.justiceinspectorates.gov.uk"
FILES = "assets-hmicfrs.justiceinspectorates.gov.uk"
OLD = "www.justiceinspectorates.gov.uk"


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent for an address; ``cut`` bytes of it, with the length of the whole, or with none said."""

    body: bytes = b""
    status: int = 200
    type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int | None = None
    says_length: bool = True


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came."""

    host: str
    path: str
    headers: Mapping[str, str]
    at: float


class Site:
    """The server; ``replies`` are those of each host and path, the last of which stays."""

    def __init__(self) -> None:
        self.replies: dict[str, list[Reply]] = {}
        self.asked: list[Asked] = []
        self.at_once = 0
        self.most_at_once = 0
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.at_once += 1
                site.most_at_once = max(site.most_at_once, site.at_once)
                try:
                    site.answer(self)
                finally:
                    site.at_once -= 1

            def log_message(self, *parts: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.base = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Site:
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def put(self, address: str, *replies: Reply | bytes) -> None:
        """Give an address, without its scheme, these replies, one after another."""
        self.replies[address] = [Reply(one) if isinstance(one, bytes) else one for one in replies]

    def moved(self, address: str, to: str) -> None:
        """Make an address lead to another."""
        self.put(address, Reply(status=301, headers={"Location": to}))

    def times_asked(self, address: str) -> int:
        """How often an address was asked for."""
        return sum(f"{one.host}{one.path}" == address for one in self.asked)

    def counts(self) -> dict[str, int]:
        """How often each address was asked for."""
        counts: dict[str, int] = defaultdict(int)
        for one in self.asked:
            counts[f"{one.host}{one.path}"] += 1
        return dict(counts)

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answer a request."""
        host = request.headers.get("Host", "")
        self.asked.append(Asked(host, request.path, dict(request.headers), time.monotonic()))
        waiting = self.replies.get(f"{host}{request.path}", [Reply(NOT_FOUND, 404)])
        reply = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        if reply.status == 200 and _still_the_same(request, reply):
            reply = replace(reply, body=b"", status=304)
        request.send_response(reply.status)
        for name, value in reply.headers.items():
            request.send_header(name, value)
        request.send_header("Content-Type", reply.type)
        if reply.says_length and reply.status != 304:
            request.send_header("Content-Length", str(len(reply.body)))
        request.send_header("Connection", "close")
        request.end_headers()
        with contextlib.suppress(ConnectionError):  # whoever asked is gone
            request.wfile.write(reply.body[: reply.cut])
        request.close_connection = True


def _still_the_same(request: BaseHTTPRequestHandler, reply: Reply) -> bool:
    pairs = (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified"))
    return any(name in request.headers and request.headers[name] == reply.headers.get(of) for name, of in pairs)


def page(title: str, main: str) -> bytes:
    """A page of the site, with what stands around every page."""
    return f"""<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{title} - Example Inspectorate</title></head>
<body><a class="skip-link" href="#main">To the content</a>
<nav><a href="/">Home</a> <a href="/news/">News</a> <a href="/uploads/site-guide-report.pdf">Report guide</a></nav>
<main id="main"><h1>{title}</h1>
{main}
</main>
<footer><a href="/glossary/">Glossary</a></footer></body></html>
""".encode()


def publication(title: str, published: str, *links: tuple[str, str], sent: str = "") -> bytes:
    """The page of a publication: its date, and a section with links to the report."""
    letter = f"<h2>Letter information</h2><p>Sent on: {sent}</p>" if sent else ""
    items = "".join(f'<li><a href="{to}">{words}</a></li>' for words, to in links)
    return page(
        title,
        f"<p>Published on: {published}</p><p>What inspectors found.</p>{letter}"
        f'<h2>Get the report</h2><ul>{items}</ul><h2>Get the press release</h2><p><a href="/news/x/">News</a></p>',
    )


FILLING = "Inspectors looked at files, spoke to staff, and watched how calls were taken on several days. " * 12


def report_page(title: str, *sentences: str, more: str = "") -> bytes:
    """A whole report on one page; each sentence stands in a section of its own."""
    sections = "".join(f"<h2>Section {n}</h2><p>{words}</p>" for n, words in enumerate(sentences, start=1))
    return page(title, f"{sections}<h2>About this inspection</h2><p>{FILLING}</p>{more}")


def pillar(title: str, updated: str, *sentences: str) -> bytes:
    """The page of one pillar of an older report."""
    words = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    return page(title, f"<p>Last updated {updated}</p>{words}<p>{FILLING}</p>")


def report_pdf(title: str, published: str, *sentences: str) -> bytes:
    """A report as a PDF: a cover, and a page with these sentences."""
    paper = Paper(labels=True).heading(title, size=20).lines(f"Published: {published}").page()
    paper.heading("Responding to the public")
    for words in sentences:
        paper.lines(words)
    return paper.bytes()


def tagged(body: bytes, tag: str, type: str = "text/html; charset=utf-8") -> Reply:
    """A reply with an entity tag."""
    return Reply(body, type=type, headers={"ETag": f'"{tag}"'})


NOT_FOUND = b"<!doctype html><html><head><title>Page not found</title></head><body><h1>Not found</h1></body></html>"
SIGN_IN = b"""<!doctype html><html><head><title>Sign in</title></head><body><main><h1>Sign in</h1>
<form><input type="text" name="user"><input type="password" name="password"></form></main></body></html>"""
BLOCKED = b"<!doctype html><html><head><title>Just a moment...</title></head><body>Checking you</body></html>"
