"""Mapping runs: what the engine proposes for a version, what a new run changed and why, and what of it is kept."""
