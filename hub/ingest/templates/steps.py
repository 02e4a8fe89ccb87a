"""The filters of plain templates, each bound to its arguments."""

from collections.abc import Callable

from hub.ingest.payload import MISSING
from hub.ingest.templates.failures import UndefinedValue
from hub.ingest.templates.numbers import as_float, as_int, rounded

Step = Callable[[object], object]


def _default(instead: object = "", boolean: object = False) -> Step:  # noqa: FBT002 - Jinja's
    if boolean:
        return lambda v: v or instead  # what is missing is empty too
    return lambda v: instead if v is MISSING else v


def _float(default: object = MISSING) -> Step:
    return lambda v: as_float(_there(v), default)


def _int(default: object = MISSING, base: int = 10) -> Step:
    return lambda v: as_int(_there(v), default, base)


def _round(precision: int = 0, method: str = "common", default: object = MISSING) -> Step:
    return lambda v: rounded(_there(v), precision, method, default)


def _abs() -> Step:
    return abs  # type: ignore[return-value]  # a text raises, and so does what is missing


def _is_defined() -> Step:
    return _there


def _worded(change: Callable[[str], str]) -> Callable[[], Step]:
    return lambda: lambda v: change(_text(v))


def _truncate(
    length: int = 255,
    killwords: object = False,  # noqa: FBT002 - Jinja's own
    end: str = "...",
    leeway: int = 5,
) -> Step:
    if length < len(end) or leeway < 0:
        raise TypeError("truncate: nothing would be left")

    def cut(value: object) -> object:
        if value is MISSING:
            return value
        text = value[: length - len(end)] if len(value) > length + leeway else None  # type: ignore[index, arg-type]  # a number has no length and raises
        if text is None:
            return value
        return (text if killwords else text.rsplit(" ", 1)[0]) + end

    return cut


def _there(value: object) -> object:
    if value is MISSING:
        raise UndefinedValue("what the template reads is not in the payload")
    return value


def _text(value: object) -> str:
    if value is MISSING:
        return ""
    return value if type(value) is str else str(value)


STEPS: dict[str, Callable[..., Step]] = {
    "default": _default,
    "d": _default,
    "float": _float,
    "int": _int,
    "round": _round,
    "abs": _abs,
    "is_defined": _is_defined,
    "lower": _worded(str.lower),
    "upper": _worded(str.upper),
    "trim": _worded(str.strip),
    "string": _worded(str),
    "truncate": _truncate,
}
