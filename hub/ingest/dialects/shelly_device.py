"""What a Shelly has told of itself, and how it is told something: JSON-RPC over MQTT."""

import json
from dataclasses import dataclass, field

from hub.ingest.dialects.expose import Config, only

Facts = dict[str, object]

_CAPITALS = frozenset({"rgb", "rgbw", "cct", "rgbcct"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ShellyDevice:
    """``info``, ``config`` and ``status`` are its answers to ``Shelly.GetDeviceInfo`` and so on.

    ``prefix`` is its own topic, ``answers`` the one its answers to us come under.
    """

    prefix: str
    answers: str
    info: Facts = field(default_factory=dict)
    config: Facts = field(default_factory=dict)
    status: Facts = field(default_factory=dict)

    @property
    def mac(self) -> str:
        """Its address: twelve hexadecimal digits."""
        return str(self.info.get("mac") or "").upper()

    @property
    def sleeps(self) -> bool:
        """Whether it is mostly out of reach to save its battery."""
        period = part(self.status, "sys").get("wakeup_period")
        return isinstance(period, int) and period > 0

    def told(self, component: str) -> Facts:
        """Return a component's status."""
        return part(self.status, component)

    def label(self, component: str, kind: str) -> str | None:
        """Return what a component is called; ``None`` where it is the only one of its kind."""
        name = part(self.config, component).get("name")
        if isinstance(name, str) and name:
            return name
        alike = [each for each in self.status if kind_of(each) == kind_of(component)]
        number = component.partition(":")[2]
        return f"{kind} {int(number) + 1}" if number.isdigit() and len(alike) > 1 else None

    def topics(self, component: str) -> tuple[str, ...]:
        """Return where a component's state is told: changes, our answers, its own topic."""
        own = f"{self.prefix}/status/{component}"
        return f"{self.prefix}/events/rpc", f"{self.answers}/rpc", own

    def call(self, component: str, verb: str, **params: object) -> str:
        """Return a request to a component."""
        kind, _, number = component.partition(":")
        method = f"{kind.upper() if kind in _CAPITALS else kind.capitalize()}.{verb}"
        asked = {"id": int(number or 0), **params}
        return request(self.answers, method, asked)


def request(answers: str, method: str, params: Facts | None = None, *, number: int = 1) -> str:
    """Return a request whose answer comes, with its number, on ``<answers>/rpc``."""
    asked = {} if params is None else {"params": params}
    return json.dumps({"id": number, "src": answers, "method": method, **asked})


def kind_of(component: str) -> str:
    """Return ``switch`` of ``switch:0``."""
    return component.partition(":")[0]


def part(facts: Facts, key: str) -> Facts:
    """Return a nested object; empty where there is none."""
    found = facts.get(key)
    return found if isinstance(found, dict) else {}


def shared(device: ShellyDevice) -> Config:
    """Return what all announcements of a device have in common."""
    mac, info = device.mac, device.info
    named = info.get("name") or part(part(device.config, "sys"), "device").get("name")
    address = part(device.status, "wifi").get("sta_ip") or part(device.status, "eth").get("ip")
    about: Config = {
        "identifiers": [f"shelly_{mac}"],
        "connections": [["mac", ":".join(mac[at : at + 2] for at in range(0, 12, 2)).lower()]],
        "name": str(named or info.get("id") or device.prefix),
        "manufacturer": "Shelly",
        "model": str(info.get("app") or info.get("model") or ""),
        **only(
            model_id=info.get("model"),
            sw_version=info.get("ver"),
            hw_version=f"gen{info['gen']}" if "gen" in info else None,
            configuration_url=f"http://{address}/" if address else None,
        ),
    }
    if device.sleeps:
        return {"device": about}
    return {
        "device": about,
        "availability_topic": f"{device.prefix}/online",
        "payload_available": "true",
        "payload_not_available": "false",
    }
