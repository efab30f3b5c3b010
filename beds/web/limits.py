"""How often one address may try something. Counted in each process; the lock of a user is in the database."""

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from beds.web.accounts import settings

limiter = Limiter(get_remote_address, storage_uri="memory://", strategy="fixed-window")


def join(app: Flask) -> None:
    limiter.init_app(app)


def sign_in_limit() -> str:
    return settings().sign_in_limit
