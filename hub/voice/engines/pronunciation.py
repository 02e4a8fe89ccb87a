"""How English words sound, in the 39 ARPAbet phones of the US-English model."""

import logging
import re
import shutil
import subprocess
from collections.abc import Collection

_log = logging.getLogger(__name__)

# Everyday forms the dictionary lacks.
VARIANTS: dict[str, tuple[str, ...]] = {
    "a": ("EY",),
    "almond": ("AA L M AH N D", "AE L M AH N D", "AO L M AH N D"),
    "americano": ("AH M EH R IH K AA N OW",),
    "and": ("AE N", "AH N"),
    "area": ("EH R IY AH",),
    "brew": ("B R UW",),
    "cappuccino": ("K AE P AH CH IY N OW", "K AA P UH CH IY N OW"),
    "conditioner": ("K AH N D IH SH N ER",),
    "dryer": ("D R AY R",),
    "espresso": ("EH K S P R EH S OW", "AH S P R EH S OW"),
    "fridge": ("F R IH JH",),
    "iced": ("AY S",),
    "kitchen": ("K IH CH IH N",),
    "latte": ("L AE T EY", "L AA T IY", "L AH T EY"),
    "mocha": ("M OW K AH", "M AA K AH"),
    "of": ("AH",),
    "off": ("AA F",),
    "ounce": ("AW N T S",),
    "roast": ("R OW S",),
    "sugar": ("SH UH G AH",),
    "the": ("DH IY",),
    "triple": ("T R IH P AH L",),
    "with": ("W IH DH",),
}
_PHONES = {
    "aɪə": "AY ER", "aɪɚ": "AY ER", "aʊ": "AW", "aɪ": "AY", "eɪ": "EY", "oʊ": "OW", "əʊ": "OW",
    "ɔɪ": "OY", "tʃ": "CH", "dʒ": "JH", "ɑːɹ": "AA R", "ɔːɹ": "AO R", "oːɹ": "AO R", "ɪɹ": "IH R",
    "ɛɹ": "EH R", "ʊɹ": "UH R", "iə": "IY AH", "əl": "AH L", "ɑː": "AA", "ɔː": "AO", "oː": "AO",
    "iː": "IY", "uː": "UW", "ɜː": "ER", "ɚ": "ER", "ɝ": "ER", "ɑ": "AA", "ɒ": "AA", "æ": "AE",
    "a": "AE", "ʌ": "AH", "ə": "AH", "ɐ": "AH", "ɔ": "AO", "o": "OW", "ɛ": "EH", "e": "EH",
    "ɪ": "IH", "ᵻ": "IH", "i": "IY", "ʊ": "UH", "u": "UW", "b": "B", "d": "D", "ð": "DH",
    "f": "F", "ɡ": "G", "g": "G", "h": "HH", "k": "K", "x": "K", "l": "L", "ɫ": "L", "m": "M",
    "n": "N", "ŋ": "NG", "p": "P", "ɹ": "R", "r": "R", "s": "S", "ʃ": "SH", "t": "T", "ɾ": "T",
    "ʔ": "T", "θ": "TH", "v": "V", "w": "W", "j": "Y", "z": "Z", "ʒ": "ZH",
}  # fmt: skip
_SYMBOL = re.compile("|".join(sorted(_PHONES, key=len, reverse=True)))


def arpabet(ipa: str) -> str:
    """Return IPA as ARPAbet; marks of stress and length fall away."""
    return " ".join(_PHONES[symbol] for symbol in _SYMBOL.findall(ipa))


def sounded_out(words: Collection[str]) -> dict[str, str]:
    """Ask espeak-ng how words are said; words it cannot say, and all without it, are left out."""
    program = shutil.which("espeak-ng")
    if program is None or not words:
        return {}
    asked = sorted(words)
    try:
        answer = subprocess.run(  # noqa: S603 - a fixed program; the words go by stdin
            (program, "-q", "--ipa", "-v", "en-us", "--stdin"),
            input="\n\n".join(asked).encode(),
            capture_output=True,
            timeout=10,
            check=True,
        ).stdout.decode()
    except (subprocess.SubprocessError, OSError) as error:
        _log.warning("espeak-ng could not sound out words: %s", error)
        return {}
    lines = [line for line in answer.splitlines() if line.strip()]
    if len(lines) != len(asked):
        return {}
    said = {word: arpabet(line) for word, line in zip(asked, lines, strict=True)}
    return {word: phones for word, phones in said.items() if phones}
