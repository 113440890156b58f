"""Parameters of a run: their schemas, and the one form that equal values have."""

from __future__ import annotations

import difflib
import math
from collections.abc import Mapping
from typing import Any

from airflow.sdk import Param

# A task's working directory is anything, so a place is absolute.
ANYWHERE = "^(/|[a-z][a-z0-9+.-]*://).+"
GOOGLE = "^gs://.+"

NAME = "^[A-Za-z0-9][A-Za-z0-9._-]*$"

# Where a trailing slash changes nothing.
PLACES = ("input", "labelled", "test", "output")

# What decides over the outputs, in the order of the digest; minimumTop1 decides over their publication only.
DIGESTED = (
    "input",
    "labelled",
    "test",
    "output",
    "dataset",
    "recipe",
    "viewsPerImage",
    "imageSize",
    "encoder",
    "batchSize",
    "epochs",
    "maxSteps",
    "devices",
    "protocol",
    "seed",
)


def schemas(places: str, devices: str) -> dict[str, Param]:
    """Schemas by name; without a value (None) the program's own default is taken."""

    def required(description: str, **schema: Any) -> Param:
        return Param(description=description, **schema)

    def optional(description: str, kind: str, **schema: Any) -> Param:
        return Param(None, description=description, type=["null", kind], **schema)

    place = {"type": "string", "pattern": places}
    return {
        "input": required("Images to learn from; labels, if any, are not used for learning.", **place),
        "labelled": optional("Labelled images that the probe is fitted on; default: the input.", "string", pattern=places),
        "test": required("Labelled images that the probe is tested on.", **place),
        "output": required("Folder of all outputs and of published.json.", **place),
        "minimumTop1": required("The linear probe's top-1 that is needed to be published.", type="number", minimum=0, maximum=1),
        "dataset": optional("Name of the data set; default: the input's last path element.", "string", pattern=NAME),
        "recipe": Param("simclr-imagenet", description="How views are made and trained on.", type="string", pattern=NAME),
        "viewsPerImage": optional("Views made of each image.", "integer", minimum=2, maximum=10000),
        "imageSize": optional("Width and height of a view in pixels.", "integer", minimum=1, maximum=8192),
        "encoder": optional("Encoder, resnet18 for example.", "string", pattern=NAME),
        "batchSize": optional("Pairs a step.", "integer", minimum=2, maximum=65536),
        "epochs": optional("Passes over the images, fractions allowed.", "number", minimum=0.001, maximum=1000000),
        "maxSteps": optional("Stops after this many steps in all.", "integer", minimum=1),
        "devices": Param(devices, description="Devices that share each batch: cpu, gpu0, or gpu0,gpu1.", type="string", pattern="^[a-z]+[0-9]*(,[a-z]+[0-9]*)*$"),
        "protocol": Param("standard", description="The probe's protocol; quick is for trials.", type="string", enum=["standard", "quick"]),
        "seed": Param(0, description="Every random number follows from it.", type="integer", minimum=-(2**63), maximum=2**63 - 1),
        "anew": Param(False, description="Outputs and jobs of this run's own, even when the same was published before.", type="boolean"),
    }


def normalized(given: Mapping[str, Any], params: Mapping[str, Any]) -> dict[str, Any]:
    """Values by name, equal ones in one form: 2.0 is 2. ValueError names all keys that are unknown and numbers that are none."""
    problems = [unknown(name, params) for name in sorted(given.keys() - params.keys())]
    values = {}
    for name in params:
        value = given.get(name)
        if isinstance(value, float):
            if not math.isfinite(value):
                problems.append(f"{name}: must be a finite number, but was: {value}")
            elif value.is_integer():
                value = int(value)
        if name in PLACES and isinstance(value, str):
            value = value.rstrip("/") or "/"
        values[name] = value
    if problems:
        raise ValueError("; ".join(problems))
    return values


def unknown(name: str, params: Mapping[str, Any]) -> str:
    near = difflib.get_close_matches(name, params, 1)
    return f"{name}: no such parameter; " + (f"did you mean {near[0]}?" if near else f"there are {', '.join(sorted(params))}")
