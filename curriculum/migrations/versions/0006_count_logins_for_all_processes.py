"""Count the attempts to log in where every process sees them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "login_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_hash", sa.String(length=64), nullable=False),
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(place_hash) = 64", name=op.f("ck_login_attempt_place_hash_length")),
        sa.CheckConstraint("length(address_hash) = 64", name=op.f("ck_login_attempt_address_hash_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_attempt")),
    )
    for column in ("place_hash", "address_hash", "at"):
        op.create_index(op.f(f"ix_login_attempt_{column}"), "login_attempt", [column], unique=False)


def downgrade() -> None:
    op.drop_table("login_attempt")
