"""Placements across borders: cases with their steps, and the written order when seats are short.

Written out in full: a migration must not change when the model does.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('placement',
    sa.Column('number', sa.String(), server_default='', nullable=False),
    sa.Column('service_id', sa.String(length=32), nullable=True),
    sa.Column('state', sa.String(), server_default='applied', nullable=False),
    sa.Column('home_id', sa.String(length=32), nullable=True),
    sa.Column('facility_id', sa.String(length=32), nullable=True),
    sa.Column('second_id', sa.String(length=32), nullable=True),
    sa.Column('third_id', sa.String(length=32), nullable=True),
    sa.Column('age_id', sa.String(length=32), nullable=True),
    sa.Column('reason_id', sa.String(length=32), nullable=True),
    sa.Column('reason_note', sa.String(), server_default='', nullable=False),
    sa.Column('wanted_from', sa.Date(), nullable=True),
    sa.Column('wanted_to', sa.Date(), nullable=True),
    sa.Column('decided_from', sa.Date(), nullable=True),
    sa.Column('decided_to', sa.Date(), nullable=True),
    sa.Column('applied_on', sa.Date(), nullable=True),
    sa.Column('reviewed_on', sa.Date(), nullable=True),
    sa.Column('consulted_on', sa.Date(), nullable=True),
    sa.Column('consult_no', sa.String(), server_default='', nullable=False),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.Column('answer_no', sa.String(), server_default='', nullable=False),
    sa.Column('refusal', sa.String(), server_default='', nullable=False),
    sa.Column('contracted_on', sa.Date(), nullable=True),
    sa.Column('started_on', sa.Date(), nullable=True),
    sa.Column('checked_on', sa.Date(), nullable=True),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('before_id', sa.String(length=32), nullable=True),
    sa.Column('remark', sa.Text(), server_default='', nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('is_deleted', sa.Boolean(), server_default='0', nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('placement_rank',
    sa.Column('service_id', sa.String(length=32), nullable=True),
    sa.Column('name', sa.String(), server_default='', nullable=False),
    sa.Column('condition', sa.String(), server_default='reason', nullable=False),
    sa.Column('reason_id', sa.String(length=32), nullable=True),
    sa.Column('sort', sa.Integer(), server_default='0', nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('is_deleted', sa.Boolean(), server_default='0', nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
