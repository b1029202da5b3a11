"""Joint services run month by month: set-up, monthly figures, their states and their evidence.

Written out in full: a migration must not change when the model does.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('usage_breakdown',
    sa.Column('service_id', sa.String(length=32), nullable=True),
    sa.Column('name', sa.String(), server_default='', nullable=False),
    sa.Column('sort', sa.Integer(), server_default='0', nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('is_deleted', sa.Boolean(), server_default='0', nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('usage_capacity',
    sa.Column('service_id', sa.String(length=32), nullable=True),
    sa.Column('facility_id', sa.String(length=32), nullable=True),
    sa.Column('name', sa.String(), server_default='', nullable=False),
    sa.Column('amount', sa.String(), nullable=True),
    sa.Column('unit', sa.String(), server_default='', nullable=False),
    sa.Column('from_on', sa.Date(), nullable=True),
    sa.Column('to_on', sa.Date(), nullable=True),
    sa.Column('note', sa.String(), server_default='', nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('is_deleted', sa.Boolean(), server_default='0', nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('usage_category',
    sa.Column('breakdown_id', sa.String(length=32), nullable=True),
    sa.Column('name', sa.String(), server_default='', nullable=False),
    sa.Column('aliases', sa.String(), server_default='', nullable=False),
    sa.Column('sort', sa.Integer(), server_default='0', nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('is_deleted', sa.Boolean(), server_default='0', nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('usage_correction',
    sa.Column('value_id', sa.String(length=32), nullable=True),
    sa.Column('old_value', sa.String(), nullable=True),
    sa.Column('old_mark', sa.String(), server_default='', nullable=False),
    sa.Column('new_value', sa.String(), nullable=True),
    sa.Column('new_mark', sa.String(), server_default='', nullable=False),
    sa.Column('reason', sa.String(), server_default='', nullable=False),
    sa.Column('corrected_on', sa.Date(), nullable=True),
    sa.Column('corrected_by', sa.String(), server_default='', nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('is_deleted', sa.Boolean(), server_default='0', nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('usage_facility',
    sa.Column('service_id', sa.String(length=32), nullable=True),
    sa.Column('municipality_id', sa.String(length=32), nullable=True),
    sa.Column('name', sa.String(), server_default='', nullable=False),
    sa.Column('kana', sa.String(), server_default='', nullable=False),
    sa.Column('code', sa.String(), server_default='', nullable=False),
    sa.Column('aliases', sa.String(), server_default='', nullable=False),
    sa.Column('ownership', sa.String(), server_default='', nullable=False),
    sa.Column('kind', sa.String(), server_default='', nullable=False),
    sa.Column('ages', sa.String(), server_default='', nullable=False),
    sa.Column('hours', sa.String(), server_default='', nullable=False),
    sa.Column('fee', sa.String(), server_default='', nullable=False),
    sa.Column('address', sa.String(), server_default='', nullable=False),
    sa.Column('tel', sa.String(), server_default='', nullable=False),
    sa.Column('opened_on', sa.Date(), nullable=True),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('note', sa.String(), server_default='', nullable=False),
    sa.Column('source', sa.String(), server_default='', nullable=False),
    sa.Column('sort', sa.Integer(), server_default='0', nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('is_deleted', sa.Boolean(), server_default='0', nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('usage_link',
    sa.Column('kpi_id', sa.String(length=32), nullable=True),
    sa.Column('measure_id', sa.String(length=32), nullable=True),
    sa.Column('formula', sa.String(), server_default='sum', nullable=False),
    sa.Column('other_id', sa.String(length=32), nullable=True),
    sa.Column('category_id', sa.String(length=32), nullable=True),
    sa.Column('factor', sa.String(), nullable=True),
    sa.Column('by_body', sa.Boolean(), server_default='0', nullable=False),
    sa.Column('note', sa.String(), server_default='', nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('is_deleted', sa.Boolean(), server_default='0', nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('usage_measure',
    sa.Column('service_id', sa.String(length=32), nullable=True),
    sa.Column('name', sa.String(), server_default='', nullable=False),
    sa.Column('kana', sa.String(), server_default='', nullable=False),
    sa.Column('aliases', sa.String(), server_default='', nullable=False),
    sa.Column('unit', sa.String(), server_default='', nullable=False),
    sa.Column('counting', sa.String(), server_default='sum', nullable=False),
    sa.Column('by_place', sa.Boolean(), server_default='1', nullable=False),
    sa.Column('by_body', sa.Boolean(), server_default='1', nullable=False),
    sa.Column('breakdown_id', sa.String(length=32), nullable=True),
    sa.Column('decimals', sa.Integer(), server_default='0', nullable=False),
    sa.Column('capacity_name', sa.String(), server_default='', nullable=False),
    sa.Column('jump_percent', sa.Integer(), server_default='50', nullable=False),
    sa.Column('jump_least', sa.Integer(), server_default='5', nullable=False),
    sa.Column('definition', sa.String(), server_default='', nullable=False),
    sa.Column('sort', sa.Integer(), server_default='0', nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('is_deleted', sa.Boolean(), server_default='0', nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('usage_month',
    sa.Column('service_id', sa.String(length=32), nullable=True),
    sa.Column('month', sa.Date(), nullable=True),
    sa.Column('is_confirmed', sa.Boolean(), server_default='0', nullable=False),
    sa.Column('confirmed_on', sa.Date(), nullable=True),
    sa.Column('confirmed_by', sa.String(), server_default='', nullable=False),
    sa.Column('note', sa.String(), server_default='', nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('is_deleted', sa.Boolean(), server_default='0', nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('usage_report',
    sa.Column('service_id', sa.String(length=32), nullable=True),
    sa.Column('facility_id', sa.String(length=32), nullable=True),
    sa.Column('month', sa.Date(), nullable=True),
    sa.Column('state', sa.String(), server_default='', nullable=False),
    sa.Column('open_days', sa.Integer(), nullable=True),
    sa.Column('note', sa.String(), server_default='', nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('is_deleted', sa.Boolean(), server_default='0', nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('usage_service',
    sa.Column('project_id', sa.String(length=32), nullable=True),
    sa.Column('name', sa.String(), server_default='', nullable=False),
    sa.Column('kana', sa.String(), server_default='', nullable=False),
    sa.Column('kind', sa.String(), server_default='other', nullable=False),
    sa.Column('place_word', sa.String(), server_default='', nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=True),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('outline', sa.Text(), server_default='', nullable=False),
    sa.Column('legal_form', sa.String(), server_default='', nullable=False),
    sa.Column('payment', sa.Text(), server_default='', nullable=False),
    sa.Column('share_rule', sa.Text(), server_default='', nullable=False),
    sa.Column('eligibility', sa.Text(), server_default='', nullable=False),
    sa.Column('priority', sa.Text(), server_default='', nullable=False),
    sa.Column('opening', sa.Text(), server_default='', nullable=False),
    sa.Column('weekdays', sa.String(), server_default='1111100', nullable=False),
    sa.Column('on_holidays', sa.Boolean(), server_default='0', nullable=False),
    sa.Column('fee', sa.String(), server_default='', nullable=False),
    sa.Column('operator', sa.String(), server_default='', nullable=False),
    sa.Column('caution', sa.Text(), server_default='', nullable=False),
    sa.Column('source', sa.String(), server_default='', nullable=False),
    sa.Column('sort', sa.Integer(), server_default='0', nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('is_deleted', sa.Boolean(), server_default='0', nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('usage_source',
    sa.Column('name', sa.String(), server_default='', nullable=False),
    sa.Column('digest', sa.String(), server_default='', nullable=False),
    sa.Column('encoding', sa.String(), server_default='', nullable=False),
    sa.Column('read_on', sa.Date(), nullable=True),
    sa.Column('read_by', sa.String(), server_default='', nullable=False),
    sa.Column('note', sa.String(), server_default='', nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('is_deleted', sa.Boolean(), server_default='0', nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('usage_value',
    sa.Column('report_id', sa.String(length=32), nullable=True),
    sa.Column('measure_id', sa.String(length=32), nullable=True),
    sa.Column('municipality_id', sa.String(length=32), nullable=True),
    sa.Column('category_id', sa.String(length=32), nullable=True),
    sa.Column('value', sa.String(), nullable=True),
    sa.Column('mark', sa.String(), server_default='', nullable=False),
    sa.Column('source_id', sa.String(length=32), nullable=True),
    sa.Column('place', sa.String(), server_default='', nullable=False),
    sa.Column('seen', sa.String(), nullable=True),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('is_deleted', sa.Boolean(), server_default='0', nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
