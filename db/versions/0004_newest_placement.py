"""The newest placement of each student is found in the index alone."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_index("ix_placement_newest", "placement", ["student_id", "starts_on", "id"])
    op.drop_index("ix_placement_student_id", "placement")
