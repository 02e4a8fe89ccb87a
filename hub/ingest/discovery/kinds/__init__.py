"""One file a kind of entity: how its discovery message is read and how it is commanded."""
