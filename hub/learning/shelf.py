"""All models as the page shows them, read from their folders."""

from collections.abc import Mapping
from pathlib import Path

from hub.core.modelling import Model, ModelOffer, ModelVersion, Role
from models.catalogue import OFFERS
from models.collected import model_name
from models.errors import ModelError
from models.fetched import known
from models.life import has_drifted
from models.registry import Card, Registry, Standing
from models.runtime import provider_words
from models.seen import Seen, seen

USUAL = 0.04  # share of healthy windows beyond the edge, with room for bad luck


def shelf(
    folder: Path, appliances: Mapping[str, str]
) -> tuple[tuple[Model, ...], tuple[ModelOffer, ...]]:
    """Return the models, also those an appliance could have, and the offers.

    ``appliances`` are ids by the names of their models.
    """
    registry = Registry(folder / "trained")
    names = sorted({*registry.names(), *appliances})
    models = tuple(_model(registry, name, appliances.get(name, "")) for name in names)
    return models, _offers(folder / "fetched")


def runs_on() -> str:
    """Say in one line what runs models here."""
    try:
        return provider_words()
    except ModelError as error:
        return str(error)


def by_model(appliances: Mapping[str, object]) -> dict[str, str]:
    """Return appliances (ids) by the names of their models."""
    return {model_name(appliance): appliance for appliance in appliances}


def _model(registry: Registry, name: str, appliance: str) -> Model:
    try:
        standing, cards = registry.standing(name), registry.versions(name)
        said = seen(registry.home(name), standing.active)
    except ModelError:
        standing, cards, said = Standing(), [], Seen()
    return Model(
        name=name,
        appliance=appliance,
        versions=tuple(_version(card, standing) for card in cards),
        scored=len(said.scores),
        strange=said.strange,
        drifted=has_drifted(said.scores, edge=1.0, usual=USUAL),
    )


def _version(card: Card, standing: Standing) -> ModelVersion:
    roles: dict[int, Role] = {standing.shadow: "on_trial", standing.active: "works"}
    return ModelVersion(
        version=card.version,
        kind=card.kind,
        role=roles.get(card.version, "kept"),
        made_at=card.made_at,
        size=card.size,
        licence=card.licence,
        sha256=card.sha256,
        metrics={key: value for key, value in card.metrics.items() if value == value},  # noqa: PLR0124 - NaN
    )


def _offers(folder: Path) -> tuple[ModelOffer, ...]:
    try:
        here = {one.name: one.place for one in known(folder)}
    except ModelError:
        here = {}
    return tuple(
        ModelOffer(
            name=one.name,
            kind=one.kind,
            about=one.about,
            licence=one.licence,
            size=one.size,
            place=here.get(one.name, ""),
        )
        for one in OFFERS
    )
