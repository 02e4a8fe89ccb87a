"""Cameras and images: the last picture a device sent, or where it lies."""

import base64
import binascii
from datetime import datetime

from hub.core.errors import BadPayload
from hub.core.held import Picture
from hub.core.kinds import Kind
from hub.core.states import PictureState, State
from hub.ingest.discovery.component import Component
from hub.ingest.discovery.components.moments import exactly
from hub.ingest.discovery.fields import Fields
from hub.ingest.payload import Payload

_LARGEST = 2_000_000  # bytes of a picture that are kept


class Pictured(Component):
    """Something that shows a picture: its bytes are ``picture``, the last that came."""

    at: datetime | None = None
    picture: bytes | None = None
    content_type = "image/jpeg"

    def setup(self, fields: Fields) -> None:
        """Read how pictures are packed."""
        self.packed = "image_encoding" in fields
        if self.packed and fields.raw("image_encoding") != "b64":
            raise fields.bad("image_encoding", "b64")

    def take_picture(self, payload: Payload) -> bool:
        """Keep a picture; one that cannot be unpacked leaves none."""
        self.at, self.picture = self.surroundings.clock.now(), None
        if len(payload.raw) > _LARGEST:
            raise BadPayload(f"a picture of {len(payload.raw)} bytes; at most {_LARGEST} are kept")
        try:
            self.picture = base64.b64decode(payload.raw) if self.packed else payload.raw
        except (binascii.Error, ValueError) as error:
            raise BadPayload(f"the picture is no base64: {error}") from error
        return True

    def photograph(self) -> Picture | None:
        """Return the last picture, if one came."""
        if self.picture is None:
            return None
        return Picture(data=self.picture, content_type=self.content_type)

    def house(self) -> State:
        """Return when the picture came."""
        return PictureState(at=None if self.at is None else self.at.timestamp())


class Camera(Pictured):
    """A camera that sends pictures."""

    kind = Kind.CAMERA
    default_name = "MQTT Camera"
    blocked = frozenset({"access_token", "brand", "model_name", "motion_detection"})

    def setup(self, fields: Fields) -> None:
        """Read where pictures come."""
        super().setup(fields)
        fields.some_text("topic")
        self.hear_payload("topic", self.take_picture)

    @property
    def state(self) -> str | None:
        """Always idle: it neither records nor streams."""
        return "idle"


class Image(Pictured):
    """A picture that changes now and then, sent or lying somewhere."""

    kind = Kind.IMAGE
    default_name = "MQTT Image"
    url: str | None = None

    def setup(self, fields: Fields) -> None:
        """Read where pictures, or their addresses, come."""
        super().setup(fields)
        if ("image_topic" in fields) == ("url_topic" in fields):
            raise BadPayload("one of image_topic and url_topic is needed")
        if "content_type" in fields and "url_topic" in fields:
            raise BadPayload("content_type means nothing beside url_topic")
        self.content_type = fields.text("content_type", "image/jpeg")
        self.hear_payload("image_topic", self.take_picture)
        self.hear("url_topic", "url_template", self._take_url)

    def _take_url(self, text: str) -> bool:
        self.at = self.surroundings.clock.now()
        self.url = Fields({"url": text}).url("url") or None
        return True

    @property
    def state(self) -> str | None:
        """When the picture changed."""
        return None if self.at is None else exactly(self.at)

    def house(self) -> State:
        """Return when the picture changed, and where it lies."""
        return PictureState(at=None if self.at is None else self.at.timestamp(), url=self.url)
