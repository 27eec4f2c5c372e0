"""Alembic's entry. The connection comes from the caller, keyed and in a transaction."""

from alembic import context

import stagecoach.store.tables  # noqa: F401 - so that the metadata is whole
from stagecoach.store.base import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
context.run_migrations()
