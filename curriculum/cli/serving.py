"""``curriculum serve`` and ``curriculum worker``: the web tool, and more hands for its long work."""
