"""What a broker's reason codes mean, and what helps (MQTT 5.0, section 2.4)."""

REFUSED = 128  # the lowest code that says no
OLD_SPEECH = {1, 132}  # "I do not speak this version of MQTT"
_NOT_LET_IN = {4, 5, 134, 135}  # 4 and 5 are MQTT 3.1.1's
_TAKEN_OVER = 142
_NAMES = {
    128: "refused",
    131: "not accepted",
    135: "not authorized",
    143: "filter invalid",
    144: "topic name invalid",
    149: "too large",
    151: "quota exceeded",
    153: "payload invalid",
    155: "QoS not supported",
    161: "subscription identifiers not supported",
    162: "wildcards not supported",
}
_MAYBE_FORBIDDEN = {128, 135}


def refusal(code: int, username: str | None) -> str:
    """Return why a broker said no to a message or a subscription, and what helps."""
    words = f"{code}, {_NAMES.get(code, 'refused')}"
    if code in _MAYBE_FORBIDDEN:
        who = f"user {username}" if username else "users without a name"
        return f"{words}: allow it to {who} in the broker's access list"
    return words


def closing(code: int | None, client_id: str) -> str:
    """Return what helps when a broker ended a connection or did not open one; "" if unknown."""
    if code in _NOT_LET_IN:
        return "does not let us in: check mqtt.username and mqtt.password"
    if code == _TAKEN_OVER:
        return f"has let another client in as {client_id}: only one hub may use that name"
    return ""
