"""The key that signs the cookies of the web pages, made from the key of the database: one secret to keep, not two."""

import hashlib
import hmac

from beds.data.settings import Settings
from beds.data.store.keys import key_path


def cookie_key(settings: Settings) -> bytes:
    """32 bytes, the same for every process of one service; other ones once the database has a new key."""
    keys = settings.keys or key_path(settings).read_text("ascii")
    return hmac.new(keys.replace(",", " ").split()[0].encode(), b"beds web cookies", hashlib.sha256).digest()
