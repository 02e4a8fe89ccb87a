"""A blaster on MQTT: zigbee2mqtt's ``ir_code_to_send``, Tasmota's ``IRsend``, or one's own."""

import json
from collections.abc import Mapping, Sequence

from hardware.infrared.buttons import button, check_press
from hub.core.commands import DeviceCommand
from hub.core.driver import Found, Letter, Told
from hub.core.registry import slug


class Blaster:
    """Turns a press into a message; whether the blaster is there only the broker knows."""

    def __init__(
        self,
        name: str,
        called: str,
        area: str,
        codes: Mapping[str, str],
        *,
        topic: str,
        payload: str,
    ) -> None:
        self.name, self._called, self._area = name, called, area
        self._codes = {slug(code): (code, text) for code, text in codes.items()}
        self._topic, self._payload = topic, payload

    def find(self) -> Sequence[Found]:
        """Return a button for every code."""
        return [
            button(self.name, of=self._called, area=self._area, key=key, name=name)
            for key, (name, _) in self._codes.items()
        ]

    def read(self) -> Mapping[str, Told]:
        """Return its buttons, of which there is nothing to tell."""
        return {f"{self.name}:{key}": None for key in self._codes}

    def act(self, source: str, command: DeviceCommand) -> Letter:
        """Return the message that has the code sent."""
        check_press(command)
        _, code = self._codes[source.rpartition(":")[2]]
        if self._payload.strip() != "{code}":  # inside JSON, quotes and backslashes are escaped
            code = json.dumps(code)[1:-1]
        return Letter(topic=self._topic, payload=self._payload.replace("{code}", code))
