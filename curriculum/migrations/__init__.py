"""Alembic migrations; a package, so that they travel inside the wheel."""
