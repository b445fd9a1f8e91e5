"""The bodies that a text names: by every usual name, not by common words, never by half a name."""

from __future__ import annotations

from collections import Counter

import pytest

from corpus.describe.gazetteer import Body, Gazetteer, gazetteer
from corpus.describe.places import places

GWENT, MET, GMP = "Gwent Police", "Metropolitan Police Service", "Greater Manchester Police"


def named(text: str, *, typos: bool = False) -> list[tuple[str, list[str]]]:
    """The words of each mention in a text, and the bodies they may mean."""
    found = gazetteer().find(text, typos=typos)
    return [(text[mention.start : mention.end], [body.name for body in mention.bodies]) for mention in found]


@pytest.mark.parametrize(
    ("text", "words", "body"),
    [
        ("What about Gwent Police?", "Gwent Police", GWENT),
        ("how good is gwent police", "gwent police", GWENT),
        ("Gwent’s calls", "Gwent", GWENT),
        ("GWENT POLICE FORCE", "GWENT POLICE FORCE", GWENT),
        ("Heddlu Gwent", "Heddlu Gwent", GWENT),
        ("is gmp good?", "gmp", GMP),
        ("Avon & Somerset", "Avon & Somerset", "Avon and Somerset Police"),
        ("avon and somerset constabulary", "avon and somerset constabulary", "Avon and Somerset Police"),
        ("W Mercia", "W Mercia", "West Mercia Police"),
        ("Dyfed Powys", "Dyfed Powys", "Dyfed-Powys Police"),
        ("Cheshire Police", "Cheshire Police", "Cheshire Constabulary"),
        ("Hants police", "Hants", "Hampshire and Isle of Wight Constabulary"),
        ("PSNI", "PSNI", "Police Service of Northern Ireland"),
        ("Cleveland fire", "Cleveland fire", "Cleveland Fire Brigade"),
        ("West Midlands Fire and Rescue", "West Midlands Fire and Rescue", "West Midlands Fire Service"),
        ("the FRS of Kent: Kent FRS", "Kent FRS", "Kent Fire and Rescue Service"),
        ("Lewisham Council", "Lewisham Council", "Lewisham"),
        ("what about Nottingham city", "Nottingham city", "Nottingham"),
        ("St. Helens", "St. Helens", "St Helens"),
        ("Stoke on Trent", "Stoke on Trent", "Stoke-on-Trent"),
        ("BANES", "BANES", "Bath and North East Somerset"),
        (
            "Bournemouth, Christchurch and Poole",
            "Bournemouth, Christchurch and Poole",
            "Bournemouth, Christchurch and Poole",
        ),
    ],
)
def test_a_body_is_known_by_its_usual_names(text: str, words: str, body: str) -> None:
    """Full names, short forms, abbreviations and Welsh names, in any case, with & or and, possessive or not."""
    assert (words, body) in [(found, bodies[0]) for found, bodies in named(text)]


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Kingston upon Hull", ["Kingston upon Hull"]),
        ("Hull", ["Kingston upon Hull"]),
        ("South Wales Police", ["South Wales Police"]),
        ("Hereford and Worcester Fire and Rescue Service", ["Hereford and Worcester Fire and Rescue Service"]),
        ("West Midlands Police", ["West Midlands Police"]),
        ("Redcar and Cleveland", ["Redcar and Cleveland"]),
        ("North East Lincolnshire", ["North East Lincolnshire"]),
    ],
)
def test_the_longest_name_is_meant(text: str, bodies: list[str]) -> None:
    """A name within a longer name is not found a second time."""
    assert named(text) == [(text, bodies)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("How good is the Met?", "the Met"),
        ("did the met improve", "the met"),
        ("Compare Gwent and Met", "Met"),
        ("Met", "Met"),
        ("domestic abuse in reading", "reading"),
        ("how long do kids in bury wait for help", "bury"),
        ("is bury bad at answering", "bury"),
        ("are they worse than bury's", "bury"),
        ("Is Reading good?", "Reading"),
        ("Reading Council", "Reading Council"),
        ("Bolton and Bury", "Bury"),
        ("Bury and Oldham", "Bury"),
        ("Compare Bury and Suffolk on waiting times", "Bury"),
        ("Show Reading beside Kent", "Reading"),
        ("slough council", "slough council"),
        ("What does ASP do?", "ASP"),
        ("court cases in staffs", "staffs"),
    ],
)
def test_a_name_that_is_also_a_word_is_found_where_it_is_meant(text: str, words: str) -> None:
    """A capital letter within the sentence, a word of place before it, or nothing beside it shows that it is a name."""
    assert words in [found for found, _ in named(text)]


@pytest.mark.parametrize(
    "text",
    [
        "officers met the standard",
        "Which forces met their targets?",
        "reading support for children",
        "Reading support for children",
        "Reading and Writing in schools",
        "Are children reading enough?",
        "they bury the report",
        "does the council bury complaints",
        "a slough of despond",
        "Sale of goods",
        "an asp bit him",
        "who staffs the front desk",
    ],
)
def test_a_common_word_names_nobody(text: str) -> None:
    """The same letters as a common word are no name."""
    assert named(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "police in England and Wales",
        "Great Britain",
        "every force, fire service and council",
        "the Metropolitan Borough Council",
        "",
    ],
)
def test_what_is_no_body_is_not_found(text: str) -> None:
    """Countries, and towns that only look like a name, are passed over whole."""
    assert named(text) == []


def test_a_borough_of_london_is_not_london() -> None:
    """Words before a name that are part of its style name nobody by themselves."""
    assert named("children in the London Borough of Lewisham") == [("Lewisham", ["Lewisham"])]
    assert named("the Royal Borough of Windsor and Maidenhead") == [
        ("Windsor and Maidenhead", ["Windsor and Maidenhead"])
    ]


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("WMP", {"West Mercia Police", "West Midlands Police"}),
        ("Newcastle", {"Northumbria Police", "Staffordshire Police", "Newcastle upon Tyne"}),
        ("Wales", {"Dyfed-Powys Police", "Gwent Police", "North Wales Police", "South Wales Police"}),
        ("Cleveland", {"Cleveland Police", "Cleveland Fire Brigade"}),
        ("Surrey", {"Surrey Police", "Surrey Fire and Rescue Service", "Surrey"}),
        ("City of London", {"City of London Police", "City of London"}),
        ("Square Mile", {"City of London Police", "City of London"}),
        ("WMPS", {"West Mercia Police", "West Midlands Police"}),
        ("West Berks", {"West Berkshire"}),
        ("North Lincs", {"North Lincolnshire"}),
        ("S Glos", {"South Gloucestershire"}),
        ("sth glos", {"South Gloucestershire"}),
        ("barking n dagenham", {"Barking and Dagenham"}),
    ],
)
def test_an_ambiguous_name_gives_every_body_it_may_mean(text: str, bodies: set[str]) -> None:
    """Which one is meant is not guessed here."""
    assert [(words, set(found)) for words, found in named(text)] == [(text, bodies)]


PLACED = [
    (
        "policing in Lancaster",
        "Lancaster",
        ["Lancashire", "Lancashire Constabulary", "Lancashire Fire and Rescue Service"],
    ),
    ("Newcastle-under-Lyme", "Newcastle under Lyme", ["Staffordshire", "Staffordshire Police"]),
    ("call handling in rochester", "Rochester", ["Medway", "Kent Police", "Kent Fire and Rescue Service"]),
    ("What about Brum?", "Brum", ["Birmingham", "West Midlands Police", "West Midlands Fire Service"]),
    ("how are manc police doing", "manc", ["Manchester", "Greater Manchester Police"]),
    ("Is MK safe?", "MK", ["Milton Keynes", "Thames Valley Police", "Buckinghamshire Fire and Rescue Service"]),
    ("early help in Gloucs", "Gloucs", ["Gloucestershire", "Gloucestershire Constabulary"]),
    (
        "burglary in Walthamstow",
        "Walthamstow",
        ["Waltham Forest", "Metropolitan Police Service"],
    ),
    ("Llandudno", "Llandudno", ["Conwy", "North Wales Police"]),
    ("children in Huntingdonshire", "Huntingdonshire", ["Cambridgeshire", "Cambridgeshire Constabulary"]),
    ("crime in Stratford", "Stratford", ["Newham", "Warwickshire", "Metropolitan Police Service"]),
]


@pytest.mark.parametrize(("text", "place", "bodies"), PLACED)
def test_a_place_means_the_bodies_in_whose_areas_it_lies(text: str, place: str, bodies: list[str]) -> None:
    """A town, district, old county or nickname stands for its council, its force and its fire service."""
    (mention,) = gazetteer().find(text)

    assert mention.place.replace("-", " ") == place
    assert [body.name for body in mention.bodies][: len(bodies)] == bodies


@pytest.mark.parametrize(
    ("text", "place", "country"),
    [
        ("How well do the police in Glasgow deal with domestic abuse?", "Glasgow", "Scotland"),
        ("belfast police", "Belfast", "Northern Ireland"),
        ("What about New York?", "New York", "United States of America"),
        ("vetting in Paris", "Paris", "France"),
        ("policing in Jersey", "Jersey", "Channel Islands"),
        ("Is HMP Leeds safe?", "HMP Leeds", ""),
    ],
)
def test_a_place_in_no_bodys_area_is_a_mention_of_none(text: str, place: str, country: str) -> None:
    """It is found, so that it can be said that nothing on it is held."""
    (mention,) = gazetteer().find(text, typos=True)

    assert (mention.place, mention.country, mention.bodies) == (place, country, ())


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("How do the police in Trumpton deal with burglary?", "Trumpton"),
        ("older people in Little Snoring", "Little Snoring"),
    ],
)
def test_a_name_that_no_list_has_is_a_mention_of_no_body(text: str, place: str) -> None:
    """Where a question names it behind *in*; texts that are no questions are left alone."""
    (mention,) = gazetteer().find(text, typos=True)

    assert (mention.place, mention.country, mention.bodies) == (place, "", ())
    assert gazetteer().find(text) == ()


def test_where_people_come_from_is_not_what_is_asked_about() -> None:
    """A country abroad is a topic, but for *in* before it."""
    assert named("How does Kent help children from Afghanistan?")[0][0] == "Kent"
    assert named("support for families from Ukraine") == []


def test_a_hospital_is_no_force() -> None:
    """A name within that of a hospital, school or university is that of its local area alone."""
    hospital = ("Royal Cornwall Hospital", ["Cornwall"])
    assert named("beds at the Royal Cornwall Hospital") == [hospital]
    assert named("Is Royal Cornwall good?") == [("Royal Cornwall", ["Cornwall"])]
    assert named("the University of Kent") != named("the Kent University Hospitals NHS Trust")
    assert named("How good is the Royal Berkshire Fire and Rescue Service?") == [
        ("Royal Berkshire Fire and Rescue Service", ["Royal Berkshire Fire and Rescue Service"])
    ]


def test_places_may_be_left_out() -> None:
    """Reports are described by the bodies that they name."""
    assert gazetteer().find("policing in Lancaster", within=False) == ()
    assert gazetteer().find("New York", within=False) == ()


WORDS = [
    ("Are there enough mental health beds for detainees?", []),
    ("What do MPs say about the disorder?", []),
    ("Which forces buck or bucks the national trend?", []),
    ("How does the force, which staffs its own control room, answer calls?", []),
    ("Does the force give victims a reading of their statement?", []),
    ("Do reading reports help children?", []),
    ("children's progress in reading", []),
    ("How good is SEND provision?", []),
    ("patrols in the High Street", []),
    ("What happened in March?", []),
    ("the deal that police made", []),
    ("officers wait at the rugby club", []),
    ("hope for the best", []),
    ("Is Reading Borough Council good?", ["Reading Borough"]),
    ("are reading police good", ["reading"]),
    ("Are police in Deal quick?", ["Deal"]),
    ("burglary in Rugby", ["Rugby"]),
    ("Is Bury better than Sale?", ["Bury", "Sale"]),
    ("Do Staffs and Bucks answer calls?", ["Staffs", "Bucks"]),
    ("What does the MPS say?", ["MPS"]),
    ("children in Settle", ["Settle"]),
]


@pytest.mark.parametrize(("text", "found"), WORDS)
def test_a_name_that_is_a_word_counts_only_where_the_sentence_says_so(text: str, found: list[str]) -> None:
    """Capital letters, a word of place before and a word for a body behind speak for a name."""
    assert [words for words, _ in named(text, typos=True)] == found


def test_every_area_of_a_place_is_known() -> None:
    """The areas in which places lie are those of the list of bodies."""
    areas = {area for place in places().values() for area in place.areas}

    assert {area for area in areas if (body := gazetteer().get(area)) is None or body.kind != "area"} == set()


def test_all_bodies_of_a_question_are_found_in_order() -> None:
    """Each mention has its own place in the text."""
    assert named("Are GMP and Gwent Police better than the Met?") == [
        ("GMP", [GMP]),
        ("Gwent Police", [GWENT]),
        ("the Met", [MET]),
    ]


@pytest.mark.parametrize(
    ("text", "words", "body"),
    [
        ("how is middlesboro doing", "middlesboro", "Middlesbrough"),
        ("how is middlesborogh doing", "middlesborogh", "Middlesbrough"),
        ("cambridgshire police and burglary", "cambridgshire police", "Cambridgeshire Constabulary"),
        ("west merica police", "west merica police", "West Mercia Police"),
        ("thames vally", "thames vally", "Thames Valley Police"),
        ("whats kents grade", "kents", "Kent Police"),
        ("dorest police custody", "dorest police", "Dorset Police"),
        (
            "tyne and waer fire service",
            "tyne and waer",
            "Tyne and Wear Fire and Rescue Service",
        ),
    ],
)
def test_a_misspelt_name_is_understood(text: str, words: str, body: str) -> None:
    """A name that is almost right is taken for the name, with the word for its kind behind it."""
    assert [(found, bodies[0]) for found, bodies in named(text, typos=True)] == [(words, body)]


def test_a_misspelt_place_may_mean_as_many_bodies_as_the_place() -> None:
    """The slip of a letter makes an ambiguous name no less ambiguous; the mention says that it is a guess."""
    mentions = gazetteer().find("what about cambridgshire", typos=True)

    assert [(mention.typo, {body.name for body in mention.bodies}) for mention in mentions] == [
        (True, {"Cambridgeshire Constabulary", "Cambridgeshire Fire and Rescue Service", "Cambridgeshire"})
    ]


def test_a_name_spelt_right_is_no_guess() -> None:
    """Where the text names a body, no other words are bent into names."""
    mentions = gazetteer().find("Is Gwent better than middlesborogh?", typos=True)

    assert [(mention.typo, mention.bodies[0].name) for mention in mentions] == [(False, GWENT)]


@pytest.mark.parametrize("text", ["lincolnshre or middlesborogh", "middlesborogh or lincolnshre"])
def test_of_two_misspelt_names_the_nearer_is_understood(text: str) -> None:
    """The name that is most like its words wins, wherever it stands."""
    assert named(text, typos=True) == [("middlesborogh", ["Middlesbrough"])]


def test_misspelt_names_are_looked_for_only_when_asked() -> None:
    """Reports are searched for the names as they are written."""
    assert gazetteer().find("cambridgshire") == ()


@pytest.mark.parametrize(
    "text",
    [
        "training of response officers",
        "what did inspectors say about wellbeing and staffing",
        "meeting demand at police stations",
        "neglect of children by serving officers",
        "who leads the southward patrols",
        "lending and brightness",
        "how good are supervisors at planning investigations",
        "How are forces dealing with the spreading of hate?",
        "Are children reading enough?",
        "policing of borders and railways",
    ],
)
def test_ordinary_words_are_no_misspelt_names(text: str) -> None:
    """Words of questions are not bent into the names of places."""
    assert named(text, typos=True) == []


def test_the_forces_over_an_area_are_known() -> None:
    """A local area lies in the areas of a force and of a fire service."""
    areas = gazetteer()

    assert [body.name for body in areas.over(areas.get("Telford and Wrekin"))] == [
        "West Mercia Police",
        "Shropshire Fire and Rescue Service",
    ]


def test_a_body_is_had_by_its_canonical_name_only() -> None:
    """An alias is for texts; the name is for the program."""
    assert gazetteer().get(GMP).kind == "police"
    assert gazetteer().get("GMP") is None


def test_every_area_of_a_force_is_a_body() -> None:
    """Each area that a force or service names stands in the list by itself, as a local area."""
    areas = gazetteer()
    unknown = {
        area
        for body in areas.bodies
        for area in body.areas
        if (found := areas.get(area)) is None or found.kind != "area"
    }

    assert unknown == set()


def test_every_area_lies_within_a_force() -> None:
    """No local area of England or Wales is without its police."""
    covered = {area for body in gazetteer().bodies if body.kind == "police" for area in body.areas}

    assert {body.name for body in gazetteer().bodies if body.kind == "area"} - covered == set()


def test_the_forty_three_forces_are_there() -> None:
    """The territorial forces of England and Wales, each once, four of them Welsh."""
    forces = [body for body in gazetteer().bodies if body.kind == "police"]

    assert Counter(body.country for body in forces) == {"England": 39, "Wales": 4}
    assert len({body.name for body in gazetteer().bodies}) == len(gazetteer().bodies)


def test_no_body_has_an_alias_twice() -> None:
    """Within a body each alias stands once, and none is empty or its own name."""
    twice = {
        (body.name, alias)
        for body in gazetteer().bodies
        for alias, count in Counter([body.name.casefold(), *(name.casefold() for name in body.aliases)]).items()
        if count > 1 or alias != alias.strip() or not alias
    }

    assert twice == set()


def test_every_name_finds_its_body() -> None:
    """In the middle of a sentence, each name and alias of each body leads to that body."""
    lost = [
        (body.name, name)
        for body in gazetteer().bodies
        for name in (body.name, *body.aliases)
        if body not in [found for mention in gazetteer().find(f"Is {name} good?") for found in mention.bodies]
    ]

    assert lost == []


def test_a_gazetteer_is_made_of_any_bodies() -> None:
    """The finder knows no more than the bodies it is given."""
    names = Gazetteer([Body("Westshire Police", "police", "England", ("WSP",), ("Westshire",))])

    assert [m.bodies[0].name for m in names.find("Is WSP, or the Westshire Constabulary, good?")] == [
        "Westshire Police"
    ] * 2
    assert names.find("Gwent Police") == ()


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Compare North and West Yorkshire Police", ["North Yorkshire Police", "West Yorkshire Police"]),
        ("N or W Northants worse for SEND?", ["North Northamptonshire", "West Northamptonshire"]),
        ("the north and west of Devon", ["Devon and Cornwall Police"]),
    ],
)
def test_names_that_share_their_end_are_each_found(text: str, bodies: list[str]) -> None:
    """A point of the compass by itself is none."""
    assert [mention.bodies[0].name for mention in gazetteer().find(text)] == bodies
