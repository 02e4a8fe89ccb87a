"""How a template can be refused or fail: the caller does something different each time."""

from hub.core.errors import BadPayload


class UnsupportedTemplate(BadPayload):
    """A template says what this house does not evaluate; ``reason`` names it in a few words."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"unsupported template: {reason}")
        self.reason = reason


class BrokenTemplate(BadPayload):
    """A template that says nothing at all: it is no Jinja, or names a filter nobody has."""


class TemplateFailed(BadPayload):
    """A template could not be rendered with this payload: change nothing."""


class UndefinedValue(TemplateFailed):
    """A template reads on from what is not there.

    Home Assistant's components that name no default go on with the raw payload here.
    """
