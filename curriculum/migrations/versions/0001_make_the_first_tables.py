"""Make the first tables."""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('account',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(length=255), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('password', sa.Text(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('is_demo', sa.Boolean(), nullable=False),
    sa.Column('fs_uniquifier', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("NOT is_demo OR substr(email, length(email) - 11) = '@example.com'", name=op.f('ck_account_demo_email')),
    sa.CheckConstraint("name <> ''", name=op.f('ck_account_name_filled')),
    sa.CheckConstraint('email = lower(email)', name=op.f('ck_account_email_lower')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account')),
    sa.UniqueConstraint('email', name='uq_account_email'),
    sa.UniqueConstraint('fs_uniquifier', name='uq_account_fs_uniquifier')
    )
    op.create_table('framework',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.CheckConstraint("name <> ''", name=op.f('ck_framework_name_filled')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_framework')),
    sa.UniqueConstraint('name', name='uq_framework_name')
    )
    op.create_table('qualification_file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('content', sa.JSON(none_as_null=True), nullable=False),
    sa.CheckConstraint("code <> ''", name=op.f('ck_qualification_file_code_filled')),
    sa.CheckConstraint("title <> ''", name=op.f('ck_qualification_file_title_filled')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_qualification_file')),
    sa.UniqueConstraint('code', name='uq_qualification_file_code')
    )
    op.create_table('school',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.CheckConstraint("name <> ''", name=op.f('ck_school_name_filled')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_school'))
    )
    op.create_table('framework_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('framework_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('source_date', sa.Text(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("title <> ''", name=op.f('ck_framework_version_title_filled')),
    sa.CheckConstraint('length(sha256) = 64', name=op.f('ck_framework_version_sha256_length')),
    sa.ForeignKeyConstraint(['framework_id'], ['framework.id'], name=op.f('fk_framework_version_framework_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_framework_version')),
    sa.UniqueConstraint('framework_id', 'sha256', name='uq_framework_version_sha256')
    )
    op.create_index(op.f('ix_framework_version_framework_id'), 'framework_version', ['framework_id'], unique=False)
    op.create_table('programme',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('school_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('crebo_code', sa.String(length=5), nullable=True),
    sa.Column('leerweg', sa.String(length=20), nullable=False),
    sa.CheckConstraint("leerweg IN ('bol', 'bbl')", name=op.f('ck_programme_leerweg')),
    sa.CheckConstraint("name <> ''", name=op.f('ck_programme_name_filled')),
    sa.CheckConstraint('length(crebo_code) = 5', name=op.f('ck_programme_crebo_code_length')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_programme_school_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_programme')),
    sa.UniqueConstraint('school_id', 'name', 'leerweg', name='uq_programme_name')
    )
    op.create_index(op.f('ix_programme_school_id'), 'programme', ['school_id'], unique=False)
    op.create_table('competency',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('framework_version_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('text_hash', sa.String(length=64), nullable=False),
    sa.Column('content', sa.JSON(none_as_null=True), nullable=False),
    sa.CheckConstraint("code <> ''", name=op.f('ck_competency_code_filled')),
    sa.CheckConstraint("title <> ''", name=op.f('ck_competency_title_filled')),
    sa.CheckConstraint('length(text_hash) = 64', name=op.f('ck_competency_text_hash_length')),
    sa.ForeignKeyConstraint(['framework_version_id'], ['framework_version.id'], name=op.f('fk_competency_framework_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_competency')),
    sa.UniqueConstraint('framework_version_id', 'code', name='uq_competency_code'),
    sa.UniqueConstraint('framework_version_id', 'position', name='uq_competency_position')
    )
    op.create_table('curriculum_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('programme_id', sa.Integer(), nullable=False),
    sa.Column('cohort', sa.Text(), nullable=False),
    sa.Column('status', sa.String(length=20), nullable=False),
    sa.Column('framework_version_id', sa.Integer(), nullable=False),
    sa.Column('qualification_file_id', sa.Integer(), nullable=True),
    sa.Column('content_revision', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("cohort <> ''", name=op.f('ck_curriculum_version_cohort_filled')),
    sa.CheckConstraint("status IN ('draft', 'agreed', 'adopted')", name=op.f('ck_curriculum_version_status')),
    sa.CheckConstraint('content_revision >= 0', name=op.f('ck_curriculum_version_content_revision_range')),
    sa.ForeignKeyConstraint(['framework_version_id'], ['framework_version.id'], name=op.f('fk_curriculum_version_framework_version_id')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_curriculum_version_programme_id')),
    sa.ForeignKeyConstraint(['qualification_file_id'], ['qualification_file.id'], name=op.f('fk_curriculum_version_qualification_file_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_curriculum_version')),
    sa.UniqueConstraint('programme_id', 'cohort', name='uq_curriculum_version_cohort')
    )
    op.create_index(op.f('ix_curriculum_version_framework_version_id'), 'curriculum_version', ['framework_version_id'], unique=False)
    op.create_index(op.f('ix_curriculum_version_programme_id'), 'curriculum_version', ['programme_id'], unique=False)
    op.create_index(op.f('ix_curriculum_version_qualification_file_id'), 'curriculum_version', ['qualification_file_id'], unique=False)
    op.create_table('membership',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('programme_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(length=20), nullable=False),
    sa.CheckConstraint("role IN ('docent', 'board', 'quality', 'admin')", name=op.f('ck_membership_role')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_membership_account_id')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_membership_programme_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_membership')),
    sa.UniqueConstraint('account_id', 'programme_id', name='uq_membership_account')
    )
    op.create_index(op.f('ix_membership_programme_id'), 'membership', ['programme_id'], unique=False)
    op.create_table('import',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('filename', sa.Text(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('base_revision', sa.Integer(), nullable=False),
    sa.Column('uploaded_by', sa.Integer(), nullable=True),
    sa.Column('uploaded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('applied_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(state IN ('applied', 'undone')) = (applied_at IS NOT NULL)", name=op.f('ck_import_applied_at')),
    sa.CheckConstraint("filename <> ''", name=op.f('ck_import_filename_filled')),
    sa.CheckConstraint("state IN ('received', 'draft', 'applied', 'undone', 'discarded', 'expired')", name=op.f('ck_import_state')),
    sa.CheckConstraint('length(sha256) = 64', name=op.f('ck_import_sha256_length')),
    sa.CheckConstraint('size > 0', name=op.f('ck_import_size_range')),
    sa.ForeignKeyConstraint(['uploaded_by'], ['account.id'], name=op.f('fk_import_uploaded_by')),
    sa.ForeignKeyConstraint(['version_id'], ['curriculum_version.id'], name=op.f('fk_import_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import'))
    )
    op.create_index(op.f('ix_import_version_id'), 'import', ['version_id'], unique=False)
    op.create_table('mapping_run',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('framework_version_id', sa.Integer(), nullable=False),
    sa.Column('engine', sa.Text(), nullable=False),
    sa.Column('settings_sha256', sa.String(length=64), nullable=False),
    sa.Column('input_sha256', sa.String(length=64), nullable=False),
    sa.Column('rule', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('module_count', sa.Integer(), nullable=False),
    sa.Column('proposal_count', sa.Integer(), nullable=False),
    sa.Column('started_by', sa.Integer(), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("engine <> ''", name=op.f('ck_mapping_run_engine_filled')),
    sa.CheckConstraint('length(input_sha256) = 64', name=op.f('ck_mapping_run_input_sha256_length')),
    sa.CheckConstraint('length(settings_sha256) = 64', name=op.f('ck_mapping_run_settings_sha256_length')),
    sa.ForeignKeyConstraint(['framework_version_id'], ['framework_version.id'], name=op.f('fk_mapping_run_framework_version_id')),
    sa.ForeignKeyConstraint(['started_by'], ['account.id'], name=op.f('fk_mapping_run_started_by')),
    sa.ForeignKeyConstraint(['version_id'], ['curriculum_version.id'], name=op.f('fk_mapping_run_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mapping_run'))
    )
    op.create_index(op.f('ix_mapping_run_version_id'), 'mapping_run', ['version_id'], unique=False)
    op.create_table('module',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.String(length=36), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('code', sa.Text(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.CheckConstraint("code <> ''", name=op.f('ck_module_code_filled')),
    sa.CheckConstraint("key <> ''", name=op.f('ck_module_key_filled')),
    sa.CheckConstraint("state IN ('active', 'retired')", name=op.f('ck_module_state')),
    sa.CheckConstraint('revision >= 1', name=op.f('ck_module_revision_range')),
    sa.ForeignKeyConstraint(['version_id'], ['curriculum_version.id'], name=op.f('fk_module_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_module')),
    sa.UniqueConstraint('uuid', name='uq_module_uuid'),
    sa.UniqueConstraint('version_id', 'code', name='uq_module_code'),
    sa.UniqueConstraint('version_id', 'key', name='uq_module_key')
    )
    op.create_table('assessment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('competency_id', sa.Integer(), nullable=False),
    sa.Column('probability', sa.Double(), nullable=False),
    sa.Column('finding', sa.String(length=20), nullable=False),
    sa.Column('nearest', sa.JSON(none_as_null=True), nullable=False),
    sa.CheckConstraint("finding IN ('covered', 'doubtful', 'nothing_found')", name=op.f('ck_assessment_finding')),
    sa.CheckConstraint('probability >= 0 AND probability <= 1', name=op.f('ck_assessment_probability_range')),
    sa.ForeignKeyConstraint(['competency_id'], ['competency.id'], name=op.f('fk_assessment_competency_id')),
    sa.ForeignKeyConstraint(['run_id'], ['mapping_run.id'], name=op.f('fk_assessment_run_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assessment')),
    sa.UniqueConstraint('run_id', 'competency_id', name='uq_assessment_competency')
    )
    op.create_index(op.f('ix_assessment_competency_id'), 'assessment', ['competency_id'], unique=False)
    op.create_table('audit_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('action', sa.Text(), nullable=False),
    sa.Column('programme_id', sa.Integer(), nullable=True),
    sa.Column('version_id', sa.Integer(), nullable=True),
    sa.Column('import_id', sa.Integer(), nullable=True),
    sa.Column('detail', sa.JSON(none_as_null=True), nullable=False),
    sa.CheckConstraint("action <> ''", name=op.f('ck_audit_entry_action_filled')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_audit_entry_account_id')),
    sa.ForeignKeyConstraint(['import_id'], ['import.id'], name=op.f('fk_audit_entry_import_id')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_audit_entry_programme_id')),
    sa.ForeignKeyConstraint(['version_id'], ['curriculum_version.id'], name=op.f('fk_audit_entry_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entry'))
    )
    op.create_index(op.f('ix_audit_entry_programme_id'), 'audit_entry', ['programme_id'], unique=False)
    op.create_index(op.f('ix_audit_entry_version_id'), 'audit_entry', ['version_id'], unique=False)
    op.create_table('decision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('module_id', sa.Integer(), nullable=False),
    sa.Column('competency_id', sa.Integer(), nullable=False),
    sa.Column('verdict', sa.String(length=20), nullable=False),
    sa.Column('mastery', sa.String(length=20), nullable=True),
    sa.Column('source', sa.String(length=20), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('import_id', sa.Integer(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('module_hash', sa.String(length=64), nullable=False),
    sa.Column('competency_hash', sa.String(length=64), nullable=False),
    sa.CheckConstraint("mastery IN ('orient', 'practise', 'master')", name=op.f('ck_decision_mastery')),
    sa.CheckConstraint("source <> 'explicit' OR import_id IS NOT NULL", name=op.f('ck_decision_explicit')),
    sa.CheckConstraint("source <> 'person' OR account_id IS NOT NULL", name=op.f('ck_decision_person')),
    sa.CheckConstraint("source IN ('explicit', 'person')", name=op.f('ck_decision_source')),
    sa.CheckConstraint("verdict IN ('rejected', 'partial', 'full')", name=op.f('ck_decision_verdict')),
    sa.CheckConstraint('length(competency_hash) = 64', name=op.f('ck_decision_competency_hash_length')),
    sa.CheckConstraint('length(module_hash) = 64', name=op.f('ck_decision_module_hash_length')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_decision_account_id')),
    sa.ForeignKeyConstraint(['competency_id'], ['competency.id'], name=op.f('fk_decision_competency_id')),
    sa.ForeignKeyConstraint(['import_id'], ['import.id'], name=op.f('fk_decision_import_id')),
    sa.ForeignKeyConstraint(['module_id'], ['module.id'], name=op.f('fk_decision_module_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision'))
    )
    op.create_index(op.f('ix_decision_competency_id'), 'decision', ['competency_id'], unique=False)
    op.create_index('ix_decision_link', 'decision', ['module_id', 'competency_id', 'id'], unique=False)
    op.create_table('import_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=False),
    sa.Column('module_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('before', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.CheckConstraint("(kind = 'new') = (before IS NULL)", name=op.f('ck_import_change_before')),
    sa.CheckConstraint("kind IN ('new', 'changed')", name=op.f('ck_import_change_kind')),
    sa.ForeignKeyConstraint(['import_id'], ['import.id'], name=op.f('fk_import_change_import_id')),
    sa.ForeignKeyConstraint(['module_id'], ['module.id'], name=op.f('fk_import_change_module_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_change')),
    sa.UniqueConstraint('import_id', 'module_id', name='uq_import_change_module')
    )
    op.create_index(op.f('ix_import_change_module_id'), 'import_change', ['module_id'], unique=False)
    op.create_table('import_content',
    sa.Column('import_id', sa.Integer(), nullable=False),
    sa.Column('data', sa.LargeBinary(), nullable=False),
    sa.Column('draft', sa.JSON(none_as_null=True), nullable=True),
    sa.ForeignKeyConstraint(['import_id'], ['import.id'], name=op.f('fk_import_content_import_id')),
    sa.PrimaryKeyConstraint('import_id', name=op.f('pk_import_content'))
    )
    op.create_table('job',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=True),
    sa.Column('requested_by', sa.Integer(), nullable=True),
    sa.Column('input_sha256', sa.String(length=64), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('progress', sa.Integer(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('cancel_requested', sa.Boolean(), nullable=False),
    sa.Column('error', sa.Text(), nullable=False),
    sa.Column('result', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('heartbeat_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(state = 'failed') = (error <> '')", name=op.f('ck_job_error')),
    sa.CheckConstraint("(state IN ('queued', 'running')) = (finished_at IS NULL)", name=op.f('ck_job_finished_at')),
    sa.CheckConstraint("kind IN ('parse_import', 'run_mapping')", name=op.f('ck_job_kind')),
    sa.CheckConstraint("state IN ('queued', 'running', 'done', 'failed', 'cancelled')", name=op.f('ck_job_state')),
    sa.CheckConstraint("subject <> ''", name=op.f('ck_job_subject_filled')),
    sa.CheckConstraint('attempts >= 0', name=op.f('ck_job_attempts_range')),
    sa.CheckConstraint('length(input_sha256) = 64', name=op.f('ck_job_input_sha256_length')),
    sa.CheckConstraint('progress >= 0 AND progress <= total', name=op.f('ck_job_progress_range')),
    sa.ForeignKeyConstraint(['import_id'], ['import.id'], name=op.f('fk_job_import_id')),
    sa.ForeignKeyConstraint(['requested_by'], ['account.id'], name=op.f('fk_job_requested_by')),
    sa.ForeignKeyConstraint(['version_id'], ['curriculum_version.id'], name=op.f('fk_job_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job'))
    )
    op.create_index(op.f('ix_job_import_id'), 'job', ['import_id'], unique=False)
    op.create_index(op.f('ix_job_version_id'), 'job', ['version_id'], unique=False)
    op.create_index('uq_job_open', 'job', ['kind', 'subject'], unique=True, sqlite_where=sa.text("state IN ('queued', 'running')"), postgresql_where=sa.text("state IN ('queued', 'running')"))
    op.create_table('module_revision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('module_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('text_hash', sa.String(length=64), nullable=False),
    sa.Column('content_hash', sa.String(length=64), nullable=False),
    sa.Column('content', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('sheet', sa.Text(), nullable=False),
    sa.Column('row', sa.Integer(), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("title <> ''", name=op.f('ck_module_revision_title_filled')),
    sa.CheckConstraint('length(content_hash) = 64', name=op.f('ck_module_revision_content_hash_length')),
    sa.CheckConstraint('length(text_hash) = 64', name=op.f('ck_module_revision_text_hash_length')),
    sa.CheckConstraint('number >= 1', name=op.f('ck_module_revision_number_range')),
    sa.ForeignKeyConstraint(['import_id'], ['import.id'], name=op.f('fk_module_revision_import_id')),
    sa.ForeignKeyConstraint(['module_id'], ['module.id'], name=op.f('fk_module_revision_module_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_module_revision')),
    sa.UniqueConstraint('module_id', 'number', name='uq_module_revision_number')
    )
    op.create_index(op.f('ix_module_revision_import_id'), 'module_revision', ['import_id'], unique=False)
    op.create_table('proposal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('module_id', sa.Integer(), nullable=False),
    sa.Column('competency_id', sa.Integer(), nullable=False),
    sa.Column('score', sa.Double(), nullable=False),
    sa.Column('probability', sa.Double(), nullable=False),
    sa.Column('band', sa.String(length=20), nullable=False),
    sa.Column('proposed', sa.Boolean(), nullable=False),
    sa.Column('sources', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('evidence', sa.JSON(none_as_null=True), nullable=False),
    sa.CheckConstraint("band IN ('strong', 'likely', 'weak', 'none')", name=op.f('ck_proposal_band')),
    sa.CheckConstraint('probability >= 0 AND probability <= 1', name=op.f('ck_proposal_probability_range')),
    sa.ForeignKeyConstraint(['competency_id'], ['competency.id'], name=op.f('fk_proposal_competency_id')),
    sa.ForeignKeyConstraint(['module_id'], ['module.id'], name=op.f('fk_proposal_module_id')),
    sa.ForeignKeyConstraint(['run_id'], ['mapping_run.id'], name=op.f('fk_proposal_run_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal')),
    sa.UniqueConstraint('run_id', 'module_id', 'competency_id', name='uq_proposal_link')
    )
    op.create_index(op.f('ix_proposal_competency_id'), 'proposal', ['competency_id'], unique=False)
    op.create_index(op.f('ix_proposal_module_id'), 'proposal', ['module_id'], unique=False)


def downgrade() -> None:
    op.drop_table('proposal')
    op.drop_table('module_revision')
    op.drop_table('job')
    op.drop_table('import_content')
    op.drop_table('import_change')
    op.drop_table('decision')
    op.drop_table('audit_entry')
    op.drop_table('assessment')
    op.drop_table('module')
    op.drop_table('mapping_run')
    op.drop_table('import')
    op.drop_table('membership')
    op.drop_table('curriculum_version')
    op.drop_table('competency')
    op.drop_table('programme')
    op.drop_table('framework_version')
    op.drop_table('school')
    op.drop_table('qualification_file')
    op.drop_table('framework')
    op.drop_table('account')
