"""Surveys: design, strata, questions, files taken in, answers by question, weights.

Written out in full: a migration must not change when the model does.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('survey',
    sa.Column('name', sa.String(), server_default='', nullable=False),
    sa.Column('kana', sa.String(), server_default='', nullable=False),
    sa.Column('kind', sa.String(), server_default='resident', nullable=False),
    sa.Column('fiscal_year', sa.Integer(), nullable=True),
    sa.Column('purpose', sa.Text(), server_default='', nullable=False),
    sa.Column('area', sa.String(), server_default='', nullable=False),
    sa.Column('target', sa.String(), server_default='', nullable=False),
    sa.Column('age_from', sa.Integer(), nullable=True),
    sa.Column('frame', sa.String(), server_default='', nullable=False),
    sa.Column('sampling', sa.String(), server_default='stratified', nullable=False),
    sa.Column('sampling_note', sa.String(), server_default='', nullable=False),
    sa.Column('method', sa.String(), server_default='post_web', nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=True),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('items', sa.Text(), server_default='', nullable=False),
    sa.Column('population_series', sa.String(), server_default='', nullable=False),
    sa.Column('population_year', sa.Integer(), nullable=True),
    sa.Column('batch_id', sa.String(length=32), nullable=True),
    sa.Column('weight_id', sa.String(length=32), nullable=True),
    sa.Column('source', sa.String(), server_default='', nullable=False),
    sa.Column('note', sa.Text(), server_default='', nullable=False),
    sa.Column('sort', sa.Integer(), server_default='0', nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('is_deleted', sa.Boolean(), server_default='0', nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('survey_answers',
    sa.Column('batch_id', sa.String(length=32), nullable=True),
    sa.Column('key', sa.String(), server_default='', nullable=False),
    sa.Column('kind', sa.String(), server_default='', nullable=False),
    sa.Column('payload', sa.String(), server_default='', nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('is_deleted', sa.Boolean(), server_default='0', nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('survey_batch',
    sa.Column('survey_id', sa.String(length=32), nullable=True),
    sa.Column('file_name', sa.String(), server_default='', nullable=False),
    sa.Column('digest', sa.String(), server_default='', nullable=False),
    sa.Column('sheet', sa.String(), server_default='', nullable=False),
    sa.Column('encoding', sa.String(), server_default='', nullable=False),
    sa.Column('codebook_name', sa.String(), server_default='', nullable=False),
    sa.Column('codebook_digest', sa.String(), server_default='', nullable=False),
    sa.Column('rows_read', sa.Integer(), server_default='0', nullable=False),
    sa.Column('valid', sa.Integer(), server_default='0', nullable=False),
    sa.Column('blank', sa.Integer(), server_default='0', nullable=False),
    sa.Column('left_out', sa.Integer(), server_default='0', nullable=False),
    sa.Column('marked', sa.Integer(), server_default='0', nullable=False),
    sa.Column('dropped', sa.String(), server_default='', nullable=False),
    sa.Column('findings', sa.String(), server_default='', nullable=False),
    sa.Column('read_on', sa.Date(), nullable=True),
    sa.Column('read_by', sa.String(), server_default='', nullable=False),
    sa.Column('note', sa.String(), server_default='', nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('is_deleted', sa.Boolean(), server_default='0', nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('survey_question',
    sa.Column('survey_id', sa.String(length=32), nullable=True),
    sa.Column('key', sa.String(), server_default='', nullable=False),
    sa.Column('label', sa.String(), server_default='', nullable=False),
    sa.Column('kind', sa.String(), server_default='SA', nullable=False),
    sa.Column('options', sa.Text(), server_default='', nullable=False),
    sa.Column('asked_if', sa.String(), server_default='', nullable=False),
    sa.Column('max_choices', sa.Integer(), nullable=True),
    sa.Column('group_key', sa.String(), server_default='', nullable=False),
    sa.Column('group_label', sa.String(), server_default='', nullable=False),
    sa.Column('scores', sa.String(), server_default='', nullable=False),
    sa.Column('no_answer', sa.String(), server_default='keep', nullable=False),
    sa.Column('role', sa.String(), server_default='', nullable=False),
    sa.Column('heads', sa.String(), server_default='', nullable=False),
    sa.Column('sort', sa.Integer(), server_default='0', nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('is_deleted', sa.Boolean(), server_default='0', nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('survey_stratum',
    sa.Column('survey_id', sa.String(length=32), nullable=True),
    sa.Column('municipality_id', sa.String(length=32), nullable=True),
    sa.Column('name', sa.String(), server_default='', nullable=False),
    sa.Column('population', sa.Integer(), nullable=True),
    sa.Column('sampled', sa.Integer(), nullable=True),
    sa.Column('mailed', sa.Integer(), nullable=True),
    sa.Column('undelivered', sa.Integer(), nullable=True),
    sa.Column('returned', sa.Integer(), nullable=True),
    sa.Column('valid', sa.Integer(), nullable=True),
    sa.Column('note', sa.String(), server_default='', nullable=False),
    sa.Column('sort', sa.Integer(), server_default='0', nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('is_deleted', sa.Boolean(), server_default='0', nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('survey_weight',
    sa.Column('survey_id', sa.String(length=32), nullable=True),
    sa.Column('batch_id', sa.String(length=32), nullable=True),
    sa.Column('name', sa.String(), server_default='', nullable=False),
    sa.Column('method', sa.String(), server_default='raking', nullable=False),
    sa.Column('questions', sa.String(), server_default='', nullable=False),
    sa.Column('targets', sa.Text(), server_default='', nullable=False),
    sa.Column('targets_note', sa.String(), server_default='', nullable=False),
    sa.Column('trim_low', sa.String(), nullable=True),
    sa.Column('trim_high', sa.String(), nullable=True),
    sa.Column('iterations', sa.Integer(), server_default='0', nullable=False),
    sa.Column('smallest', sa.String(), nullable=True),
    sa.Column('largest', sa.String(), nullable=True),
    sa.Column('kish_deff', sa.String(), nullable=True),
    sa.Column('n_effective', sa.String(), nullable=True),
    sa.Column('margins', sa.String(), server_default='', nullable=False),
    sa.Column('payload', sa.String(), server_default='', nullable=False),
    sa.Column('made_on', sa.Date(), nullable=True),
    sa.Column('made_by', sa.String(), server_default='', nullable=False),
    sa.Column('sort', sa.Integer(), server_default='0', nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('is_deleted', sa.Boolean(), server_default='0', nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
