"""What a zigbee2mqtt bridge tells of itself, its devices and its groups."""

from dataclasses import dataclass, field
from typing import Literal

from hub.core.codec import convert
from hub.ingest.dialects.expose import Expose


@dataclass(frozen=True, slots=True, kw_only=True)
class ZigbeeScene:
    """A scene a device or group remembers."""

    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One radio address within a device."""

    scenes: tuple[ZigbeeScene, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What a model is and can do."""

    model: str = ""
    vendor: str = ""
    description: str = ""
    supports_ota: bool = False
    exposes: tuple[Expose, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ZigbeeDevice:
    """A device of the network; ``definition`` is there once its model is known."""

    ieee_address: str
    friendly_name: str
    type: str = ""
    disabled: bool = False
    definition: Definition | None = None
    software_build_id: str | None = None
    interview_completed: bool = True
    interview_state: str = ""
    endpoints: dict[str, Endpoint] = field(default_factory=dict)

    @property
    def is_known(self) -> bool:
        """Whether enough is known of it to make entities."""
        asked = self.interview_completed or self.interview_state == "SUCCESSFUL"
        return self.type != "Coordinator" and asked and self.definition is not None

    @property
    def scenes(self) -> tuple[ZigbeeScene, ...]:
        """All scenes of its endpoints."""
        return tuple(scene for end in self.endpoints.values() for scene in end.scenes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A device's place in a group."""

    ieee_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ZigbeeGroup:
    """Devices that are commanded together."""

    id: int
    friendly_name: str
    members: tuple[Member, ...] = ()
    scenes: tuple[ZigbeeScene, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgeFacts:
    """What of ``bridge/info`` shapes the entities."""

    coordinator: str = ""  # its address
    coordinator_type: str = ""
    coordinator_version: str = ""
    version: str = ""
    last_seen: str = "disable"
    availability: bool = False
    watched: dict[str, bool] = field(default_factory=dict)  # by address, where it says otherwise

    def tells_presence(self, address: str) -> bool:
        """Whether the bridge tells if this device is within reach."""
        return self.watched.get(address, self.availability)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Coordinator:
    ieee_address: str = ""
    type: str = ""
    meta: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Advanced:
    last_seen: str = "disable"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Config:
    advanced: _Advanced = field(default_factory=_Advanced)
    availability: object = None
    devices: dict[str, dict[str, object]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgeMessage:
    """``bridge/info``, as far as it is read."""

    version: str = ""
    permit_join: bool = False
    permit_join_end: float | None = None  # UTC milliseconds
    permit_join_timeout: float | None = None  # seconds; bridges before 2.0
    coordinator: _Coordinator = field(default_factory=_Coordinator)
    config: _Config = field(default_factory=_Config)

    @property
    def facts(self) -> BridgeFacts:
        """What shapes the entities."""
        said, config = self.config.availability, self.config
        watched = {
            address: bool(options["availability"])
            for address, options in config.devices.items()
            if options.get("availability") is not None
        }
        return BridgeFacts(
            coordinator=self.coordinator.ieee_address,
            coordinator_type=self.coordinator.type,
            coordinator_version=str(self.coordinator.meta.get("revision") or ""),
            version=self.version,
            last_seen=config.advanced.last_seen,
            availability=bool(said.get("enabled", True)) if isinstance(said, dict) else bool(said),
            watched=watched,
        )


Stage = Literal["joined", "interviewing", "ready", "unsupported", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Subject:
    friendly_name: str = ""
    ieee_address: str = ""
    status: str = ""
    supported: bool = True
    definition: Definition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgeEvent:
    """``bridge/event``: a device came, was asked what it is, announced itself, or left."""

    type: str
    data: _Subject = field(default_factory=_Subject)

    @property
    def stage(self) -> Stage | None:
        """How far a new device has come; ``None`` where the event is about something else."""
        if self.type == "device_joined":
            return "joined"
        if self.type != "device_interview":
            return None
        if self.data.status == "started":
            return "interviewing"
        if self.data.status == "failed":
            return "failed"
        return "ready" if self.data.supported else "unsupported"


def device_from(said: object) -> ZigbeeDevice:
    """Read one device of ``bridge/devices``; raise ``BadPayload``."""
    return convert(said, ZigbeeDevice)


def group_from(said: object) -> ZigbeeGroup:
    """Read one group of ``bridge/groups``; raise ``BadPayload``."""
    return convert(said, ZigbeeGroup)
