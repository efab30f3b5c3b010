"""Every sealed text under the first key: what a change of the key is complete with."""

from sqlalchemy import Connection, LargeBinary, Text, select, type_coerce, update

from beds.data.store.base import Base
from beds.data.store.columns import SealedPlain, SealedText, keyring_of


def reseal(connection: Connection) -> int:
    """Seals everything again under the first key, in the caller's transaction; how many texts."""
    ring = keyring_of(connection.dialect)
    count = 0
    for table in Base.metadata.sorted_tables:
        keys = list(table.primary_key.columns)
        for column in table.columns:
            is_bytes = isinstance(column.type, LargeBinary)
            if not is_bytes and not isinstance(column.type, SealedText | SealedPlain):
                continue
            raw = column if is_bytes else type_coerce(column, Text)
            asked = select(*keys).where(raw.is_not(None)).order_by(*keys)
            places = connection.execute(asked).all()
            for place in places:
                here = [key == value for key, value in zip(keys, place, strict=True)]
                held = connection.execute(select(raw).where(*here)).scalar_one()
                if not held:
                    continue
                sealed = ring.seal_again(held.decode() if is_bytes else held)
                value = sealed.encode() if is_bytes else type_coerce(sealed, Text)
                connection.execute(update(table).where(*here).values({column: value}))
                count += 1
    return count
