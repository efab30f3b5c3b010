"""The server: waitress on one address, until it is stopped."""

from typing import Any

from flask import Flask
from waitress.server import create_server

THREADS = 8


def listen(app: Flask, host: str, port: int) -> Any:
    """A server that listens already; ``run()`` serves until ``close()``. Port 0: any that is free."""
    return create_server(app, host=host, port=port, threads=THREADS, ident="beds", clear_untrusted_proxy_headers=True)
