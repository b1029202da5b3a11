"""Cost shares: items with their rules, base figures, confirmed versions. Nothing older changes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('base_figure',
    sa.Column('base_set_id', sa.String(length=32), nullable=True),
    sa.Column('municipality_id', sa.String(length=32), nullable=True),
    sa.Column('value', sa.String(), nullable=True),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('is_deleted', sa.Boolean(), server_default='0', nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('base_set',
    sa.Column('kind', sa.String(), server_default='population', nullable=False),
    sa.Column('name', sa.String(), server_default='', nullable=False),
    sa.Column('unit', sa.String(), server_default='', nullable=False),
    sa.Column('as_of', sa.Date(), nullable=True),
    sa.Column('fiscal_year', sa.Integer(), nullable=True),
    sa.Column('source', sa.String(), server_default='', nullable=False),
    sa.Column('origin', sa.String(), server_default='', nullable=False),
    sa.Column('provenance', sa.Text(), server_default='', nullable=False),
    sa.Column('sort', sa.Integer(), server_default='0', nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('is_deleted', sa.Boolean(), server_default='0', nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('cost_body',
    sa.Column('cost_item_id', sa.String(length=32), nullable=True),
    sa.Column('municipality_id', sa.String(length=32), nullable=True),
    sa.Column('part', sa.String(), server_default='', nullable=False),
    sa.Column('weight', sa.String(), nullable=True),
    sa.Column('fixed', sa.Integer(), nullable=True),
    sa.Column('minimum', sa.Integer(), nullable=True),
    sa.Column('maximum', sa.Integer(), nullable=True),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('is_deleted', sa.Boolean(), server_default='0', nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('cost_deduction',
    sa.Column('cost_item_id', sa.String(length=32), nullable=True),
    sa.Column('name', sa.String(), server_default='', nullable=False),
    sa.Column('amount', sa.Integer(), nullable=True),
    sa.Column('sort', sa.Integer(), server_default='0', nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('is_deleted', sa.Boolean(), server_default='0', nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('cost_item',
    sa.Column('project_id', sa.String(length=32), nullable=True),
    sa.Column('name', sa.String(), server_default='', nullable=False),
    sa.Column('fiscal_year', sa.Integer(), nullable=True),
    sa.Column('stage', sa.String(), server_default='budget', nullable=False),
    sa.Column('total', sa.Integer(), nullable=True),
    sa.Column('unit', sa.Integer(), server_default='1', nullable=False),
    sa.Column('rounding', sa.String(), server_default='largest_remainder', nullable=False),
    sa.Column('two_stage', sa.Boolean(), server_default='0', nullable=False),
    sa.Column('lead_id', sa.String(length=32), nullable=True),
    sa.Column('relief_rise', sa.String(), nullable=True),
    sa.Column('relief_fall', sa.String(), nullable=True),
    sa.Column('before_id', sa.String(length=32), nullable=True),
    sa.Column('against_id', sa.String(length=32), nullable=True),
    sa.Column('ground', sa.String(), server_default='', nullable=False),
    sa.Column('rule_date', sa.Date(), nullable=True),
    sa.Column('rule_by', sa.String(), server_default='', nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('instalments', sa.Integer(), server_default='1', nullable=False),
    sa.Column('notice_no', sa.String(), server_default='', nullable=False),
    sa.Column('notice_on', sa.Date(), nullable=True),
    sa.Column('payment', sa.String(), server_default='', nullable=False),
    sa.Column('settling', sa.String(), server_default='', nullable=False),
    sa.Column('state', sa.String(), server_default='draft', nullable=False),
    sa.Column('reason', sa.String(), server_default='', nullable=False),
    sa.Column('note', sa.Text(), server_default='', nullable=False),
    sa.Column('sort', sa.Integer(), server_default='0', nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('is_deleted', sa.Boolean(), server_default='0', nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('cost_part',
    sa.Column('cost_item_id', sa.String(length=32), nullable=True),
    sa.Column('basis', sa.String(), server_default='equal', nullable=False),
    sa.Column('ratio', sa.String(), nullable=True),
    sa.Column('is_inverse', sa.Boolean(), server_default='0', nullable=False),
    sa.Column('base_set_id', sa.String(length=32), nullable=True),
    sa.Column('sort', sa.Integer(), server_default='0', nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('is_deleted', sa.Boolean(), server_default='0', nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('cost_version',
    sa.Column('cost_item_id', sa.String(length=32), nullable=True),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('fixed_on', sa.Date(), nullable=True),
    sa.Column('fixed_by', sa.String(), server_default='', nullable=False),
    sa.Column('reason', sa.String(), server_default='', nullable=False),
    sa.Column('rule_text', sa.Text(), server_default='', nullable=False),
    sa.Column('snapshot', sa.String(), server_default='', nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('is_deleted', sa.Boolean(), server_default='0', nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
