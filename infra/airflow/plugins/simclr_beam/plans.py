"""What a run does: its digest, its folder, and the command of each stage."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from simclr_beam.names import job_name
from simclr_beam.parameters import DIGESTED

# Another number makes everything anew: raise it when stages get other options from the same parameters.
FORMAT = 1

# The program's exit code for options that cannot be used: another try would say the same.
BAD_OPTIONS = 2


def digest(values: dict[str, Any], inputs: dict[str, Any], run_id: str) -> str:
    """16 hex digits of what decides over the outputs; with `anew` of the run too, which has an id even without a logical date."""
    decides = {"format": FORMAT, "inputs": inputs, "run": run_id if values["anew"] else None}
    decides |= {name: values[name] for name in DIGESTED}
    text = json.dumps(decides, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def plan(dag_id: str, run_id: str, values: dict[str, Any], inputs: dict[str, Any]) -> dict[str, Any]:
    """A stage is its command, its options, the job's name, and the file that is there if and only if it is complete."""
    key = digest(values, inputs, run_id)
    folder = f"{values['output']}/{key}"

    def stage(command: str, folder_name: str, marker: str = "manifest.json", **options: Any) -> dict[str, Any]:
        output = f"{folder}/{folder_name}"
        given = {name: option(value) for name, value in options.items() if value is not None}
        return {
            "command": command,
            "options": given | {"output": output},
            "job": job_name(dag_id, folder_name, key),
            "marker": f"{output}/{marker}",
        }

    def chosen(*names: str) -> dict[str, Any]:
        return {name: values[name] for name in names}

    def embed(name: str, source: str) -> dict[str, Any]:
        return stage("embed", name, input=source, checkpoint=f"{folder}/model", seed=values["seed"])

    views, model = f"{folder}/views", f"{folder}/model"
    return {
        "run": {
            "digest": key,
            "folder": folder,
            "published": f"{values['output']}/published.json",
            "evaluation": f"{folder}/evaluation/evaluation.json",
            "checkpoint": model,
            "parameters": values,
            "inputs": inputs,
        },
        "views": stage("views", "views", **chosen("input", "dataset", "recipe", "viewsPerImage", "imageSize", "seed")),
        "train": stage("train", "model", views=views, **chosen("encoder", "batchSize", "epochs", "maxSteps", "devices", "seed")),
        "embed_train": embed("embeddings-train", values["labelled"] or values["input"]),
        "embed_test": embed("embeddings-test", values["test"]),
        "probe": stage(
            "probe",
            "evaluation",
            "evaluation.json",
            train=f"{folder}/embeddings-train",
            test=f"{folder}/embeddings-test",
            run=model,
            views=views,
            **chosen("protocol", "seed"),
        ),
    }


def option(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def arguments(stage: dict[str, Any]) -> list[str]:
    """The command line behind the program's name: a list, which no shell reads."""
    return [stage["command"], *(f"--{name}={value}" for name, value in stage["options"].items())]
