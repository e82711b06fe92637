"""The value types of a project: procedures as step graphs, registries, articles."""
