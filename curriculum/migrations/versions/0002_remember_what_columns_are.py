"""Remember what people said about the columns and tables of their sheets."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

MEANINGS = (
    "'id', 'code', 'title', 'description', 'year', 'period', 'sbu', 'bot', 'bpv', 'core_task', 'work_process', "
    "'competency', 'outcome', 'assessment', 'weighting', 'level', 'material', 'change', 'self_study', 'teacher'"
)


def upgrade() -> None:
    op.create_table('asked_reading',
    sa.Column('import_id', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON(none_as_null=True), nullable=False),
    sa.ForeignKeyConstraint(['import_id'], ['import.id'], name=op.f('fk_asked_reading_import_id')),
    sa.PrimaryKeyConstraint('import_id', name=op.f('pk_asked_reading'))
    )
    op.create_table('remembered_column',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('programme_id', sa.Integer(), nullable=False),
    sa.Column('signature', sa.String(length=16), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('meaning', sa.String(length=20), nullable=True),
    sa.Column('chosen_by', sa.Integer(), nullable=True),
    sa.Column('chosen_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint(f"meaning IN ({MEANINGS})", name=op.f('ck_remembered_column_meaning')),
    sa.CheckConstraint('length(signature) = 16', name=op.f('ck_remembered_column_signature_length')),
    sa.CheckConstraint('position >= 0', name=op.f('ck_remembered_column_position_range')),
    sa.ForeignKeyConstraint(['chosen_by'], ['account.id'], name=op.f('fk_remembered_column_chosen_by')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_remembered_column_programme_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_remembered_column')),
    sa.UniqueConstraint('programme_id', 'signature', 'position', name='uq_remembered_column_place')
    )
    op.create_table('remembered_table',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('programme_id', sa.Integer(), nullable=False),
    sa.Column('signature', sa.String(length=16), nullable=False),
    sa.Column('sheet', sa.Text(), nullable=False),
    sa.Column('chosen_by', sa.Integer(), nullable=True),
    sa.Column('chosen_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("sheet <> ''", name=op.f('ck_remembered_table_sheet_filled')),
    sa.CheckConstraint('length(signature) = 16', name=op.f('ck_remembered_table_signature_length')),
    sa.ForeignKeyConstraint(['chosen_by'], ['account.id'], name=op.f('fk_remembered_table_chosen_by')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_remembered_table_programme_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_remembered_table')),
    sa.UniqueConstraint('programme_id', 'signature', 'sheet', name='uq_remembered_table_place')
    )


def downgrade() -> None:
    op.drop_table('remembered_table')
    op.drop_table('remembered_column')
    op.drop_table('asked_reading')
