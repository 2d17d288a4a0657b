"""What all tables of the store share: the type of ids, the names of constraints."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, DateTime, Integer, LargeBinary, MetaData, Text
from sqlalchemy.orm import DeclarativeBase

#: 64 bits everywhere; SQLite numbers rows itself only in a column called INTEGER.
Key = BigInteger().with_variant(Integer, "sqlite")
#: The most rows of one kind that a report may have: see the ids above.
ROOM = 1_000_000


class Base(DeclarativeBase):
    """Names for constraints, so that migrations can find them again."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text,
        datetime: DateTime(timezone=True),
        bytes: LargeBinary,
    }
