"""The server: waitress on one address, until it is stopped."""

import gc
from typing import Any

from flask import Flask
from waitress.server import create_server

THREADS = 8


def listen(app: Flask, host: str, port: int) -> Any:
    """A server that listens already; ``run()`` serves until ``close()``. Port 0: any that is free.

    The program itself is never garbage: the collector is spared going through it while somebody waits for a page.
    """
    gc.collect()
    gc.freeze()
    return create_server(app, host=host, port=port, threads=THREADS, ident="beds", clear_untrusted_proxy_headers=True)
