"""Models of others that may be fetched: their names, licences and sizes as their makers say."""

from dataclasses import dataclass, field
from typing import Literal

_VOSK = "https://alphacephei.com/vosk/models/"
_PIPER = "https://huggingface.co/rhasspy/piper-voices/resolve/v1.0.0/"
_WAKE = "https://github.com/dscripka/openWakeWord/releases/download/v0.5.1/"
_NC = "CC BY-NC-SA 4.0: not for commercial use"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Something that can be fetched: ``files`` lie below ``base``; ``size`` in bytes, about.

    ``sha256`` is by file where its maker tells it; ``use`` says what to do with it then.
    """

    name: str
    kind: Literal["recogniser", "voice", "wake word"]
    about: str
    licence: str
    size: int
    base: str
    files: tuple[str, ...]
    use: str
    sha256: dict[str, str] = field(default_factory=dict)


def _vosk(name: str, about: str, size: int) -> Offer:
    return Offer(
        name=name,
        kind="recogniser",
        about=about,
        licence="Apache-2.0",
        size=size,
        base=_VOSK,
        files=(f"{name}.zip",),
        use="voice: {{vosk_model: {place}}}",
    )


def _piper(place: str, about: str, licence: str) -> Offer:
    name = place.rpartition("/")[2]
    return Offer(
        name=f"piper-{name.lower()}",
        kind="voice",
        about=about,
        licence=licence,
        size=63_200_000,
        base=_PIPER,
        files=(f"{place}.onnx", f"{place}.onnx.json"),
        use="piper --model {place}",
    )


def _wake(name: str, words: str) -> Offer:
    return Offer(
        name=f"wake-{name.replace('_', '-')}",
        kind="wake word",
        about=f"openWakeWord: “{words}”",
        licence=_NC,
        size=860_000,
        base=_WAKE,
        files=(f"{name}_v0.1.onnx",),
        use="{place}",
    )


OFFERS: tuple[Offer, ...] = (
    _vosk("vosk-model-small-en-us-0.15", "English, small: for a Pi", 41_200_000),
    _vosk("vosk-model-small-cn-0.22", "Chinese, small: for a Pi", 43_900_000),
    _vosk("vosk-model-cn-0.22", "Chinese, large: for a PC", 1_360_000_000),
    _piper(
        "en/en_US/lessac/medium/en_US-lessac-medium",
        "English voice for Piper",
        "its recordings: Blizzard 2013 licence, research only",
    ),
    _piper(
        "en/en_US/ljspeech/medium/en_US-ljspeech-medium",
        "English voice for Piper",
        "public domain (LJ Speech)",
    ),
    _piper(
        "zh/zh_CN/huayan/medium/zh_CN-huayan-medium",
        "Chinese voice for Piper",
        "see the MODEL_CARD beside it",
    ),
    _wake("alexa", "alexa"),
    _wake("hey_mycroft", "hey mycroft"),
    _wake("hey_jarvis", "hey jarvis"),
    _wake("hey_rhasspy", "hey rhasspy"),
)


def offer(name: str) -> Offer | None:
    """Return the offer of that name."""
    return next((one for one in OFFERS if one.name == name), None)
