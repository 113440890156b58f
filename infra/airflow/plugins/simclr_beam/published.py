"""published.json: which outputs are the good ones; written last, and replaced as a whole."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from simclr_beam import storage
from simclr_beam.gate import refusals, top1_of


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def is_published(run: dict[str, Any]) -> bool:
    """Whether the marker names just this configuration and these inputs, and an evaluation that is still there and passes."""
    try:
        marker = json.loads(storage.read(run["published"]))
        data = storage.read(run["evaluation"])
    except FileNotFoundError:
        return False
    same = marker.get("digest") == run["digest"] and marker.get("evaluationSha256") == sha256(data)
    return same and not refusals(json.loads(data), run["parameters"]["minimumTop1"])


def publish(run: dict[str, Any], evaluation_sha256: str, dag_id: str, run_id: str) -> dict[str, Any]:
    """ValueError when the evaluation is another one than the gate saw."""
    data = storage.read(run["evaluation"])
    if sha256(data) != evaluation_sha256:
        raise ValueError(f"{run['evaluation']} changed after it was judged")
    marker = {
        "formatVersion": 1,
        "digest": run["digest"],
        "checkpoint": run["checkpoint"],
        "evaluation": run["evaluation"],
        "evaluationSha256": evaluation_sha256,
        "top1": top1_of(json.loads(data)),
        "parameters": run["parameters"],
        "inputs": run["inputs"],
        "dagId": dag_id,
        "runId": run_id,
    }
    storage.write_atomically(run["published"], (json.dumps(marker, indent=2) + "\n").encode())
    return marker
