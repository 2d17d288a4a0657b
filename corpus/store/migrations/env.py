"""What Alembic runs to bring a store up to date: `corpus.store.database` hands over the engine.

A maintainer who runs `alembic` by hand gives the store with `-x store=URL`.
"""

from __future__ import annotations

from alembic import context
from sqlalchemy import Engine

from corpus.store.database import alone
from corpus.store.models import Base

#: Any number, the same for all: who brings a PostgreSQL store up to date holds this lock.
_LOCK = 62_743_901


def _engine() -> Engine:
    given = context.config.attributes.get("engine")
    if isinstance(given, Engine):
        return given
    from corpus.store.database import _engine as connect
    from corpus.store.database import store_url

    return connect(store_url(context.get_x_argument(as_dictionary=True)["store"]))


def _run() -> None:
    with _engine().connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=connection.dialect.name == "sqlite",
            # Alembic would commit after each step on SQLite, and with it give the lock away.
            transactional_ddl=True,
        )
        with context.begin_transaction():
            alone(connection, _LOCK)
            context.run_migrations()
        connection.commit()


_run()
