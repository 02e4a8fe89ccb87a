"""Which commands and events of the core the outside may send and hear, and in which role."""

from dataclasses import dataclass, fields
from typing import Any, get_args, get_origin

from hub.core.adding import AddDevice, DeviceAppeared, ListDeviceUsers, RemoveDeviceUser
from hub.core.announced import ListAnnounced, MoveDevice, NameDevice
from hub.core.commands import (
    AskDemo,
    Call,
    Command,
    ListFaults,
    ListNotifications,
    MarkSeen,
    Move,
    MoveEntity,
    PermitJoin,
    Play,
    RemoveDevice,
    RenameDevice,
    RenameEntity,
    Say,
    SetColorTemperature,
    SetFeeds,
    SetLevel,
    SetLock,
    SetMode,
    SetTemperature,
    SettleFault,
    Turn,
    TurnAll,
)
from hub.core.events import (
    BrokerChanged,
    CommandContradicted,
    CommandEnded,
    CycleEnded,
    DemoAsked,
    DesireChanged,
    EntityRemoved,
    Event,
    FaultChanged,
    FaultRaised,
    FloodChanged,
    HouseholdChanged,
    LoopBlocked,
    NotificationChanged,
    ServiceCrashed,
    UtteranceEnded,
)
from hub.core.insight import ExplainEntity, ExplainFeeds, ExplainTopic
from hub.core.modelling import (
    AskModels,
    ModelsChanged,
    ModelStepChanged,
    RunModelStep,
    StopModelStep,
)
from hub.core.radio import DeviceJoined, DeviceLeft, PairingChanged
from hub.core.upkeep import (
    AskPrice,
    ExplainAppliance,
    ListLabels,
    ListLog,
    LogWritten,
    NoteCare,
    PriceChanged,
    ReplaceAppliance,
    RunChanged,
    SetPrice,
    UnloadDue,
    Unloaded,
)
from hub.web.roles import Role, check_role


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """A command that may be sent from outside by people of a role."""

    command: type[Command[Any]]
    role: Role

    @property
    def name(self) -> str:
        """What requests call it."""
        return self.command.__name__

    @property
    def asks(self) -> tuple[str, ...]:
        """The fields a request may fill; whose wish it is, the hub knows itself."""
        return tuple(f.name for f in fields(self.command) if f.name != "cause")

    @property
    def answer(self) -> object:
        """The type of its answer."""
        for kind in self.command.__mro__:
            for base in getattr(kind, "__orig_bases__", ()):
                if get_origin(base) is Command:
                    return get_args(base)[0]
        raise TypeError(f"{self.name} is no Command[...]")


_READ = (
    ListFaults,
    ListNotifications,
    ListAnnounced,
    ExplainTopic,
    ExplainEntity,
    ExplainFeeds,
    ExplainAppliance,
    ListLog,
    AskPrice,
    AskModels,
)
_WRITE = (
    Turn,
    SetLevel,
    SetColorTemperature,
    SetTemperature,
    SetMode,
    SetLock,
    Move,
    Play,
    Call,
    TurnAll,
    SetFeeds,
    RenameEntity,
    MoveEntity,
    NameDevice,
    MoveDevice,
    RenameDevice,
    RemoveDevice,
    PermitJoin,
    AddDevice,
    RemoveDeviceUser,
    ListDeviceUsers,
    SettleFault,
    NoteCare,
    ReplaceAppliance,
    ListLabels,
    SetPrice,
    RunModelStep,
    StopModelStep,
    MarkSeen,
    Say,
    AskDemo,
)
DOINGS: tuple[Doing, ...] = (
    *(Doing(command=kind, role="reader") for kind in _READ),
    *(Doing(command=kind, role="owner") for kind in _WRITE),
)
PUSHED: tuple[type[Event], ...] = (
    HouseholdChanged,
    EntityRemoved,
    CommandEnded,
    CommandContradicted,
    DesireChanged,
    FaultRaised,
    FaultChanged,
    NotificationChanged,
    UtteranceEnded,
    BrokerChanged,
    CycleEnded,
    ServiceCrashed,
    LoopBlocked,
    DemoAsked,
    FloodChanged,
    PairingChanged,
    DeviceJoined,
    DeviceLeft,
    DeviceAppeared,
    LogWritten,
    PriceChanged,
    RunChanged,
    UnloadDue,
    Unloaded,
    ModelStepChanged,
    ModelsChanged,
)


def by_name(doings: tuple[Doing, ...]) -> dict[str, Doing]:
    """Return what may be done by its name; raise ``NotAllowed`` for one without a role."""
    for doing in doings:
        check_role(f"command {doing.name}", doing.role)
    return {doing.name: doing for doing in doings}
