"""Everything that can go wrong, from general to particular.

HubError
├── ConfigError          the owner wrote something we cannot use
├── BadPayload           a device sent something we cannot read
├── BadAudio             a recording we cannot hear
├── EngineMissing        a recogniser, model or program is not installed
├── PluginError          a skill or driver that does not keep its promises
├── DriverHung           a driver's thread does not come back
├── StoreError           the disk does not take or give what it should
├── NotDelivered         a message to people did not leave the house
├── UnknownCommand       nobody handles this command
├── UnknownEntity        there is no such thing in the house
├── NotAllowed           this person may not do that
└── DeviceError
    ├── DeviceUnreachable  cannot be talked to now; later may work
    └── CommandRefused     the device cannot do that at all
"""


class HubError(Exception):
    """Base of every error this product raises on purpose."""


class ConfigError(HubError, ValueError):
    """The owner wrote something we cannot use."""


class BadPayload(HubError, ValueError):
    """A device sent something we cannot read."""


class BadAudio(HubError, ValueError):
    """A recording we cannot hear."""


class EngineMissing(HubError, RuntimeError):
    """A recogniser, model or program is not installed; the text says how to get it."""


class PluginError(HubError, ImportError):
    """A skill or driver does not keep a plug-in's promises."""


class DriverHung(HubError, TimeoutError):
    """A driver's thread does not come back from a call; the driver is built anew."""


class StoreError(HubError, OSError):
    """The disk does not take or give what it should."""


class NotDelivered(HubError, ConnectionError):
    """A message to people did not leave the house; trying later may work."""


class UnknownCommand(HubError, LookupError):
    """Nobody handles this command."""


class UnknownEntity(HubError, LookupError):
    """There is no such thing in the house."""


class NotAllowed(HubError, PermissionError):
    """This person may not do that."""


class DeviceError(HubError):
    """A device did not do what it was asked."""


class DeviceUnreachable(DeviceError, ConnectionError):
    """A device cannot be talked to now; trying later may work."""


class CommandRefused(DeviceError, ValueError):
    """A device cannot do what it was asked."""
