"""Cases, a line each, and what the made-up run of WatchedRun.java holds."""

import io
import json
import os
import sys

import numpy as np
from PIL import Image

WORK = os.environ["TENSORBOARD_WORK"]
STEPS = 600
PAIRS = "train/pairs"
WEIGHTS = "weights/encoder.conv1.weight"
GRADIENTS = "gradients/encoder.conv1.weight"

SCALARS = {
    "train/loss": lambda step: 6 - step / 128,
    "train/learning_rate": lambda step: 0.5 / (1 + step),
    "train/temperature": lambda step: 0.25,
    "train/gradient_norm": lambda step: 1 + step,
    "train/contrastive_top1": lambda step: step / 1024,
    "train/contrastive_top5": lambda step: step / 512,
}
SPEED = {"train/pairs_per_second": lambda step: 1000 + step, "train/loader_wait": lambda step: 0.125}


def monitored():
    """The monitor's tags and numbers, from the line for programs."""
    with open(f"{WORK}/run/monitor.jsonl") as lines:
        line = json.loads(lines.readline())
    names = {"knn_top1": "knnTop1", "rank_me": "rankMe", "spread": "spread", "uniformity": "uniformity", "alignment": "alignment"}
    return {f"monitor/{tag}": line[name] for tag, name in names.items()} | {"monitor/healthy": 1.0}


def pairs():
    """The contact sheet: the first eight of nine pairs, first views above, white between."""
    views = (31 * np.arange(2 * 9 * 6 * 6 * 3) % 256).astype(np.uint8).reshape(2, 9, 6, 6, 3)
    sheet = np.full((14, 62, 3), 255, np.uint8)
    for row in range(2):
        for column in range(8):
            sheet[8 * row : 8 * row + 6, 8 * column : 8 * column + 6] = views[row, column]
    return sheet


def weights():
    """The numbers whose histogram is shown."""
    return (np.arange(301) - 150) / 64


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)))


def close(found, expected):
    np.testing.assert_allclose(np.asarray(found, float), np.asarray(expected, float), rtol=2e-6, atol=1e-9)


def run(title, cases):
    """Runs functions in their order; a line for each."""
    failed = 0
    for case in cases:
        name = f"{title}: {case.__doc__}"
        try:
            case()
            print("passed ", name, flush=True)
        except Exception as fault:  # A case must not end the others.
            failed += 1
            print("failed ", name, "-", type(fault).__name__, str(fault).replace("\n", " ")[:300], flush=True)
    sys.exit(1 if failed else 0)
