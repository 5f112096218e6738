"""How good and how fast the engine is, always beside a baseline or peer in the same run."""
