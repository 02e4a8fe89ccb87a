"""What goes wrong with a model or its data: said in one line that names the thing and the cure."""


class ModelError(ValueError):
    """A model, a file or the data for one cannot be used; the words say which, and what to do."""


class FetchFailed(ModelError):
    """A download did not come through; what came so far is kept and carried on next time."""
