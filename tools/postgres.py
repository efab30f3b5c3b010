"""A PostgreSQL server that is thrown away: for tests, and for tools that try what a server does."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

POSTGRES = Path("/usr/lib/postgresql")
SERVER = "postgres"


@dataclass
class Server:
    """A PostgreSQL server that is thrown away: no password, no sync, a port of its own on this machine alone."""

    folder: Path
    port: int
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def url(self, database: str) -> str:
        return f"postgresql://{SERVER}@127.0.0.1:{self.port}/{database}"

    def sql(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(self.url(SERVER), autocommit=True) as connection:
            connection.execute(statement.encode())

    def new_database(self, template: str = "template1") -> str:
        """An empty database, or a copy of another one; its name."""
        name = f"test_{next(self.numbers)}"
        self.sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def drop(self, name: str) -> None:
        self.sql(f'DROP DATABASE "{name}" WITH (FORCE)')


def program(name: str) -> str:
    """A program of the server, off the path where Debian keeps it; the newest there is."""
    found = shutil.which(name) or max(POSTGRES.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    return str(found)


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


@contextmanager
def serving(*settings: str) -> Iterator[Server]:
    """A server for as long as the block lasts. ``settings``: of its own, such as ``jit=off``."""
    folder = Path(tempfile.mkdtemp(prefix="beds-postgres-"))
    as_server: dict[str, str] = {}
    if os.geteuid() == 0:
        # It refuses to be run by root.
        shutil.chown(folder, SERVER, SERVER)
        as_server = {"user": SERVER, "group": SERVER}

    def run(*command: str) -> None:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, **as_server)  # type: ignore[call-overload]

    data, port = folder / "data", free_port()
    options = (
        f"-c port={port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off "
        "-c synchronous_commit=off -c full_page_writes=off -c max_connections=60"
    ) + "".join(f" -c {setting}" for setting in settings)
    run(program("initdb"), "-D", str(data), "-U", SERVER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    run(program("pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield Server(folder, port)
    finally:
        run(program("pg_ctl"), "-D", str(data), "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder)
