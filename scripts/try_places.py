"""Ask about places, and show what each is taken for: no place that a question names may be dropped silently.

Prints each question with the places found in it, and counts those in which none was; with ``--index`` the
questions are answered from it, and quotes of bodies that the place does not lie in are counted.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

from bot.config import Settings
from bot.live.index import LiveIndex
from bot.types import Answer, Asked
from corpus.describe.gazetteer import gazetteer
from index.encoder import SentenceEncoder

QUESTIONS = """
How well do the police in Glasgow deal with domestic abuse?
How quickly do officers in Chesterfield answer 999 calls?
What did inspectors say about neglect in Stratford-upon-Avon?
Is stop and search fair in Brixton?
how good is the front door in barrow-in-furness
Do firefighters in Shrewsbury make enough home visits?
Are missing children found quickly in Blackpool?
What about children's mental health in Weston-super-Mare?
How do police treat rape victims in Belfast?
burglary in harrogate
Is burglary investigated well in Milton Keynes?
What do reports say about policing in New York?
How is gang violence tackled in Tottenham?
MK police response times
What is the SEND provision like in Gloucs?
did inspectors like early help in brum
How are registered sex offenders managed in Edinburgh?
call handling in Hemel Hempstead
How does the council in Kettering help care leavers?
how good are the fire service in Llandudno at prevention
Is domestic abuse taken seriously in Merthyr Tydfil?
How many officers are there in Aberystwyth?
Are repeat missing episodes reviewed in Scunthorpe?
What is done about county lines in Great Yarmouth?
Do police in Dublin record crime properly?
Is antisocial behaviour dealt with in Hartlepool?
how are victims kept informed in Canterbury
Are custody detainees looked after in Norwich?
What happens with hate crime in Hackney?
How do inspectors rate safeguarding in Ely?
Does Rugby have enough neighbourhood officers?
Is knife crime falling in Wandsworth?
How good is police vetting in Paris?
What did inspectors find in Reading about exploitation?
How long do victims wait in Bath?
Are children protected from exploitation in Bury?
How is the workforce supported in Slough?
Is fire protection good in Sale?
how does deal police handle burglaries in Deal
What about crime recording in Boston?
Are young carers identified in Preston?
How do they investigate fraud in Middlesex?
Do the police in Westmorland visit farms?
Is speeding tackled in Huntingdonshire?
How are children in Clwyd kept safe?
Is there enough foster care in Dyfed?
How safe is the Black Country for women?
What do reports say about Teesside and drugs?
Are police in East Anglia good at response?
how are manc police doing on robbery
How effective is BCP at early help?
Does Glos meet its response targets?
What did inspectors say about response in Trumpton?
How are older people protected in Little Snoring?
What about policing in Jersey?
Are the police effective in Derry?
Is modern slavery tackled in Aberdeen?
How are cyber crimes investigated in Wrexham?
Is honour-based abuse understood in Luton?
How does Telford protect children at risk of exploitation?
What about stalking in Pontypridd?
Is the response to rape good in Southend?
How good is mental health care for children at Royal Cornwall Hospital?
""".strip().splitlines()


def main() -> int:
    """Print each question with what its place was taken for, and two counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", type=Path, help="an index to answer the questions from")
    given = parser.parse_args()
    ask = _answerer(given.index) if given.index else None
    dropped, others = 0, 0
    for question in QUESTIONS:
        mentions = gazetteer().find(question, typos=True)
        dropped += not mentions
        meant = [question[m.start : m.end] + ": " + (", ".join(b.name for b in m.bodies) or "none") for m in mentions]
        print(f"{question}\n    {'; '.join(meant) or 'DROPPED'}")
        if ask:
            answer = ask(question)
            own = {body.name for mention in mentions for body in mention.bodies}
            others += sum(bool(q.report.bodies) and not own.intersection(q.report.bodies) for q in answer.quotes)
            print(f"    {answer.status}: {answer.message}")
    print(f"{len(QUESTIONS)} questions, {dropped} with their place dropped; {others} quotes of other bodies")
    return 1 if dropped or others else 0


def _answerer(index: Path) -> Callable[[str], Answer]:
    settings = Settings()
    encoder = cache(lambda: SentenceEncoder(settings.model, settings.runtime))
    live = LiveIndex(index, encoder, gazetteer())
    return lambda question: live.answer(Asked(question))


if __name__ == "__main__":
    sys.exit(main())
