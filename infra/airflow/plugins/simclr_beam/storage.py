"""Files on local disks and in object stores, by the connections that Airflow has."""

from __future__ import annotations

import os
from pathlib import Path

from airflow.sdk import ObjectStoragePath

CONNECTIONS = {"gs": "google_cloud_default", "s3": "aws_default"}


def at(uri: str) -> ObjectStoragePath:
    return ObjectStoragePath(uri, conn_id=CONNECTIONS.get(uri.partition("://")[0]))


def exists(uri: str) -> bool:
    # The listing of a folder may be remembered from before the file was there.
    path = at(uri)
    path.fs.invalidate_cache()
    return path.exists()


def read(uri: str) -> bytes:
    return at(uri).read_bytes()


def write_atomically(uri: str, data: bytes) -> None:
    """Nobody sees half of it: an object is there at once, a local file is renamed."""
    if "://" in uri and not uri.startswith("file://"):
        at(uri).write_bytes(data)
        return
    path = Path(uri.removeprefix("file://"))
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with open(temporary, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
