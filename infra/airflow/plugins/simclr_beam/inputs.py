"""Fingerprints of inputs, so that a run knows whether it was done before."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from simclr_beam import storage

# What tells that an object has other content, as file systems call it; the first that there is counts.
VERSIONS = ("md5Hash", "crc32c", "etag", "ETag", "mtime", "LastModified", "updated")


def fingerprint(uri: str) -> dict[str, Any]:
    """Number, bytes and a digest over name, size and version of all files that the input names; images are not read.

    What a CSV or JSONL manifest names is not looked at. FileNotFoundError when there is none.
    """
    files = {name: info for part in braces(uri) for name, info in listed(part).items()}
    if not files:
        raise FileNotFoundError(f"no files at {uri}")
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(json.dumps([name, *version(files[name])]).encode())
    return {"files": len(files), "bytes": sum(info.get("size") or 0 for info in files.values()), "sha256": digest.hexdigest()}


def listed(uri: str) -> dict[str, dict[str, Any]]:
    path = storage.at(uri)
    files, name = path.fs, path.path
    files.invalidate_cache()
    if any(letter in name for letter in "*?["):
        found = files.glob(name, detail=True)
    elif files.isdir(name):
        found = files.find(name, detail=True)
    else:
        # Labels of IDX images lie beside them.
        names = {name, name.replace("images-idx3", "labels-idx1")}
        found = {each: files.info(each) for each in names if files.exists(each)}
    return {each: info for each, info in found.items() if info.get("type") == "file"}


def version(info: dict[str, Any]) -> tuple[Any, str]:
    return info.get("size"), next((str(info[key]) for key in VERSIONS if info.get(key)), "")


def braces(uri: str) -> list[str]:
    """a{b,c} as ab and ac."""
    match = re.search(r"\{([^{}]*)\}", uri)
    if not match:
        return [uri]
    parts = match.group(1).split(",")
    return [whole for part in parts for whole in braces(uri[: match.start()] + part + uri[match.end() :])]
