"""Drill: hundreds of reports from a site on this machine that has every fault, fetched by a process that is killed.

The fetcher runs in a process of its own and is killed at random, again and again, until a run comes to its end.
Then the folder is compared with the site: nothing may be lost, and nothing wrong taken in. After that it is fetched
once more unchanged, once with some reports corrected, and once on a day on which the site sends nothing right.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.fetch.client import Client, Manners
from corpus.fetch.fetcher import fetch
from corpus.fetch.types import Entry
from scripts.loopback import (
    FILES,
    HOST,
    NOT_FOUND,
    OLD,
    Reply,
    Site,
    page,
    pillar,
    publication,
    report_page,
    report_pdf,
)

ROOT = Path(__file__).resolve().parent.parent


FORCES = ("Kent Police", "Essex Police", "Gwent Police", "Surrey Police", "Dorset Police", "Cheshire Constabulary")
SENTENCE = "The force answered {} of a thousand calls within ten seconds, and told callers what would happen next."
MORE = ("Officers record what they are told.", "Supervisors read a sample of files.", "Staff know whom to ask.") * 6
FAULTS = (
    "none", "none", "none", "none", "none", "moved", "web page", "pillars",
    "busy", "failing", "broken off", "cut short", "error page", "gone", "another force",
)  # fmt: skip
NEVER = frozenset({"gone", "another force"})  # of which no run can get the report


@dataclass(frozen=True, slots=True)
class Case:
    """One report of the site: its entry, its fault, and the bytes that have to be stored, if they are the site's."""

    entry: Entry
    fault: str
    data: bytes


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the drill and print its figures; 1 when something was lost or something wrong taken in."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=600, help="how many reports the site has")
    parser.add_argument("--kills", type=int, default=20, help="how often the fetcher is killed")
    parser.add_argument("--seed", type=int, default=1, help="decides when it is killed")
    parser.add_argument("--fetch", nargs=2, metavar=("BASE", "FOLDER"), help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.fetch:
        asyncio.run(_fetch(given.reports, *given.fetch))
        return 0
    with tempfile.TemporaryDirectory() as folder, Site() as site:
        figures, wrong = _drill(site, Path(folder), given)
    for name, value in figures.items():
        print(f"{name}: {value}")
    for line in wrong[:20]:
        print(f"WRONG: {line}")
    return 1 if wrong else 0


def _entries(count: int) -> Iterator[tuple[Entry, str]]:
    """The entries of the site and their faults, the same in every process."""
    for number in range(count):
        body, cycle, fault = FORCES[number % len(FORCES)], f"{number + 1:04}", FAULTS[number % len(FAULTS)]
        title = f"Report {cycle}: {body}"
        host = f"{OLD}/hmicfrs" if fault == "moved" else HOST
        form = "peel-reports" if fault == "web page" else "frs-assessment" if fault == "pillars" else "publications"
        address = f"https://{host}/{form}/report-{cycle}/"
        yield Entry("HMICFRS", "thematic inspection", body, "", title, "", "seen", (address,)), fault


async def _fetch(count: int, base: str, folder: str) -> None:
    """Be the process that fetches; its figures go to the standard output."""
    started = time.perf_counter()
    entries = [entry for entry, _ in _entries(count)]
    statuses: Counter[str] = Counter()
    async with Client(Manners(0, "", base)) as client:
        async for outcome in fetch(entries, Path(folder), client, fresh=float(sys.stdin.readline())):
            statuses[outcome.status] += 1
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    seconds = round(time.perf_counter() - started, 1)
    print(json.dumps({**statuses, "requests": client.requests, "seconds": seconds, "MB": memory}))


def _run(count: int, site: Site, folder: Path, fresh: float, kill_after: int | None = None) -> dict[str, float] | None:
    """One run of the fetcher; None where it was killed, as soon as it had asked for so many pages and files."""
    command = [sys.executable, "-m", "scripts.drill_fetch", "--reports", str(count), "--fetch", site.base, str(folder)]
    before = len(site.asked)
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdin is not None
    process.stdin.write(f"{fresh}\n")
    process.stdin.flush()
    while kill_after is not None and process.poll() is None:
        if len(site.asked) - before >= kill_after:
            process.kill()
            process.communicate()
            return None
        time.sleep(0.002)
    out, _ = process.communicate()
    if process.returncode:
        raise RuntimeError(f"the fetcher ended with {process.returncode}")
    figures: dict[str, float] = json.loads(out)
    return figures


def _drill(site: Site, folder: Path, given: argparse.Namespace) -> tuple[dict[str, object], list[str]]:
    cases = [_case(site, entry, fault) for entry, fault in _entries(given.reports)]
    chance = random.Random(given.seed)
    started, kills, runs = time.perf_counter(), 0, 0
    figures: dict[str, object] = {}
    wrong: list[str] = []
    first = None
    while first is None or runs < 2:  # what failed once is asked for again in the next run
        kill_after = chance.randint(5, 100) if kills < given.kills else None
        done = _run(given.reports, site, folder, 20.0, kill_after)
        kills += done is None
        wrong += _unfit(cases, folder)
        if done is not None:
            first, runs = done, runs + 1
            if kills < given.kills and runs == 1:
                figures["note"] = f"all was fetched after {kills} kills"
    figures |= {"faults": dict(Counter(case.fault for case in cases)), "kills": kills}
    figures |= {"until all was there, s": round(time.perf_counter() - started, 1), "requests": len(site.asked)}
    wrong += _missing(cases, folder)
    figures["most requests at once"] = site.most_at_once
    figures["again, nothing changed"] = _run(given.reports, site, folder, 0.0)
    corrected = [
        _corrected(site, case) if n % 10 == 0 and case.fault == "none" else case for n, case in enumerate(cases)
    ]
    figures["again, some corrected"] = _run(given.reports, site, folder, 0.0)
    wrong += _missing(corrected, folder)
    earlier = len(list((folder / "hmicfrs" / ".earlier").iterdir()))
    changed = sum(a is not b for a, b in zip(cases, corrected, strict=True))
    figures["corrected, and kept as they were before"] = f"{changed}, {earlier}"
    wrong += [f"{changed} were corrected, {earlier} kept"] * (changed != earlier)
    for address in [address for address in site.replies if address.startswith(FILES)]:
        site.put(address, Reply(NOT_FOUND if len(address) % 2 else b"%PDF-1.4\nhalf", type="application/pdf"))
    figures["again, on a bad day"] = _run(given.reports, site, folder, 0.0)
    wrong += _missing(corrected, folder)
    return figures, wrong


def _case(site: Site, entry: Entry, fault: str) -> Case:
    """Put a report on the site, with its fault."""
    number = int(entry.title[7:11])
    at = entry.addresses[0].removeprefix("https://").replace(f"{OLD}/hmicfrs/", f"{HOST}/")
    words = (SENTENCE.format(number), *MORE)
    if fault == "web page":
        data = report_page(entry.title, *words)
        site.put(at, data)
        return Case(entry, fault, data)
    if fault == "pillars":
        links = "".join(f'<a href="{name}/">{name}</a>' for name in ("effectiveness", "people"))
        site.put(at, page(entry.title, f"<p>{words[0]}</p>{links}"))
        site.put(f"{at}effectiveness/", pillar("Effectiveness", "02/05/2019", words[1]))
        site.put(f"{at}people/", pillar("People", "02/05/2019", words[2]))
        return Case(entry, fault, b"")
    data = report_pdf(entry.title, "1 May 2024", *words)
    file = f"{FILES}/uploads/report-{number}.pdf"
    site.put(at, publication(entry.title, "1 May 2024", ("Get the report (PDF)", f"https://{file}")))
    good = Reply(data, type="application/pdf", headers={"ETag": f'"{number}-1"'})
    site.put(file, *_faulty(fault, good, entry), good)
    if fault == "gone":
        site.put(file, Reply(NOT_FOUND, 404))
    if fault == "another force":
        site.put(file, Reply(report_pdf("Report: Norfolk Constabulary", "1 May 2024", *words), type="application/pdf"))
    return Case(entry, fault, data)


def _faulty(fault: str, good: Reply, entry: Entry) -> tuple[Reply, ...]:
    """What is sent first, before what is right."""
    half = len(good.body) // 2
    return {
        "busy": (Reply(b"", 429, headers={"Retry-After": "0"}), Reply(b"", 403)),
        "failing": (Reply(b"", 503), Reply(b"", 500)),
        "broken off": (Reply(good.body, cut=half, type=good.type),),
        "cut short": (Reply(good.body[:half], says_length=False, type=good.type),),
        "error page": (Reply(NOT_FOUND, type=good.type),),
    }.get(fault, ())


def _corrected(site: Site, case: Case) -> Case:
    """Put a report on the site that was corrected in place."""
    number = int(case.entry.title[7:11])
    data = report_pdf(case.entry.title, "1 May 2024", SENTENCE.format(number + 1000), *MORE)
    reply = Reply(data, type="application/pdf", headers={"ETag": f'"{number}-2"'})
    site.put(f"{FILES}/uploads/report-{number}.pdf", reply)
    return Case(case.entry, case.fault, data)


def _stored(folder: Path) -> dict[str, Path]:
    """The files that are read as reports, by their names without endings."""
    return {path.stem: path for path in (folder / "hmicfrs").glob("[!.]*") if path.is_file() and path.suffix != ".toml"}


def _unfit(cases: Sequence[Case], folder: Path) -> list[str]:
    """The files that are not the site's reports, at any time."""
    stored = _stored(folder)
    bad = [f"{case.entry.name} was taken in" for case in cases if case.fault in NEVER and case.entry.name in stored]
    return bad + [
        f"{case.entry.name} is not what the site has"
        for case in cases
        if case.data and case.entry.name in stored and stored[case.entry.name].read_bytes() != case.data
    ]


def _missing(cases: Sequence[Case], folder: Path) -> list[str]:
    """What is not there, not right, or not noted in the sidecar."""
    stored = _stored(folder)
    noted = tomllib.loads((folder / "hmicfrs" / "reports.toml").read_text(encoding="utf-8"))
    bad = _unfit(cases, folder)
    for case in cases:
        path = stored.pop(case.entry.name, None)
        if case.fault in NEVER:
            continue
        if path is None:
            bad.append(f"{case.entry.name} is missing ({case.fault})")
        elif noted.get(path.name, {}).get("sha256") != hashlib.sha256(path.read_bytes()).hexdigest():
            bad.append(f"{path.name} is not noted as it is")
    return bad + [f"{name} is no report of the site" for name in stored]


if __name__ == "__main__":
    sys.exit(main())
