"""Numbers written in words, as alternatives of regular expressions."""

from __future__ import annotations

from typing import Final

TO_TWELVE: Final = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"  # one is also a pronoun
TEENS: Final = "(?:thir|four|fif|six|seven|eigh|nine)teen"
TENS: Final = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
ORDINALS: Final = "first|second|fourth|fifth|sixth|seventh|eighth|ninth|tenth"  # a third is a part as well
PARTS: Final = "half|thirds?|quarters?"
COUNTS: Final = f"{TO_TWELVE}|{TEENS}|{ORDINALS}|{TENS}|hundred|thousand|million|dozen|{PARTS}"
WORTH: Final = {  # of numbers in words, as far as areas of work are counted so
    word: number for number, word in enumerate(f"one|{TO_TWELVE}|thirteen|fourteen|fifteen".split("|"), start=1)
}
