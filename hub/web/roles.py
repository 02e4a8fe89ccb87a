"""Who may use what: each route and command declares one role, and one without cannot start."""

from typing import Literal, get_args

from hub.core.errors import NotAllowed

Role = Literal["public", "reader", "owner"]
ROLES: tuple[Role, ...] = get_args(Role)  # each may do what those before it may


def check_role(thing: str, role: str | None) -> None:
    """Raise ``NotAllowed`` for something that does not say who may use it."""
    if role not in ROLES:
        raise NotAllowed(f"{thing} declares no role; write one of {', '.join(ROLES)}")


def allows(needed: Role, has: Role) -> bool:
    """Whether somebody with role ``has`` may use what needs ``needed``."""
    return ROLES.index(has) >= ROLES.index(needed)
