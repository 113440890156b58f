"""What a TensorBoard process answers to its pages, on the made-up run. Arguments: its address, how it reads files, and its reload command."""

import json
import subprocess
import sys
import time
import urllib.parse
import urllib.request

import numpy as np
from cases import GRADIENTS, PAIRS, SCALARS, SPEED, STEPS, WEIGHTS, WORK, close, monitored, pairs, pixels, run, weights

address, title, more = sys.argv[1], sys.argv[2], sys.argv[3:]
RUN, SPEED_RUN = "events", "events/speed"
MORE = 50


def get(path, **query):
    with urllib.request.urlopen(f"{address}/data/{path}?{urllib.parse.urlencode(query)}", timeout=30) as answer:
        return answer.read()


def page(path, **query):
    return json.loads(get(path, **query))


def wait_for(condition):
    """Waits until TensorBoard has read what is there."""
    end = time.monotonic() + 60
    while not condition():
        if time.monotonic() > end:
            raise AssertionError("not shown within a minute")
        time.sleep(0.5)


def losses():
    return page("plugin/scalars/scalars", run=RUN, tag="train/loss")


def runs():
    """the run and its speed are two runs"""
    wait_for(lambda: set(page("runs")) >= {RUN, SPEED_RUN} and "monitor/healthy" in page("plugin/scalars/tags").get(RUN, {}))
    assert set(page("runs")) == {RUN, SPEED_RUN}, page("runs")


def scalars():
    """scalars with their tags, steps and values"""
    tags = page("plugin/scalars/tags")
    assert set(tags[RUN]) == set(SCALARS) | set(monitored()), tags[RUN]
    assert set(tags[SPEED_RUN]) == set(SPEED), tags[SPEED_RUN]
    for tag, value in SCALARS.items():
        rows = page("plugin/scalars/scalars", run=RUN, tag=tag)
        assert [step for _, step, _ in rows] == list(range(STEPS)), tag
        close([found for _, _, found in rows], [value(step) for _, step, _ in rows])
    for tag, value in monitored().items():
        ((_, step, found),) = page("plugin/scalars/scalars", run=RUN, tag=tag)
        assert step == STEPS
        close(found, value)


def clock():
    """the wall clock shows a second a step, from 1970 on; that of the speed shows today"""
    assert all(wall == step for wall, step, _ in losses())
    for wall, _, _ in page("plugin/scalars/scalars", run=SPEED_RUN, tag="train/pairs_per_second"):
        assert abs(wall - time.time()) < 86400


def images():
    """the contact sheet of pairs, pixel by pixel"""
    assert set(page("plugin/images/tags")[RUN]) == {PAIRS}
    (image,) = page("plugin/images/images", run=RUN, tag=PAIRS, sample=0)
    assert image["step"] == 0, image
    png = get("plugin/images/individualImage", **dict(urllib.parse.parse_qsl(image["query"])))
    assert np.array_equal(pixels(png), pairs())


def histograms():
    """histograms of weights and of equal gradients"""
    assert set(page("plugin/histograms/tags")[RUN]) == {WEIGHTS, GRADIENTS}
    ((_, step, buckets),) = page("plugin/histograms/histograms", run=RUN, tag=WEIGHTS)
    counts, edges = np.histogram(weights(), bins=30)
    assert step == STEPS
    close(buckets, np.stack([edges[:-1], edges[1:], counts], axis=1))
    ((_, _, buckets),) = page("plugin/histograms/histograms", run=RUN, tag=GRADIENTS)
    assert sum(count for _, _, count in buckets) == 3 and all(left == right == 2 for left, right, count in buckets if count), buckets


def timeseries():
    """the page of time series has all of it too"""
    tags = page("plugin/timeseries/tags")
    assert set(tags["scalars"]["runTagInfo"][RUN]) == set(SCALARS) | set(monitored())
    assert PAIRS in tags["images"]["tagRunSampledInfo"]
    assert set(tags["histograms"]["runTagInfo"][RUN]) == {WEIGHTS, GRADIENTS}


def projector():
    """the projector's rows, names and pictures"""
    assert page("plugin/projector/runs") == [RUN], page("plugin/projector/runs")
    (embedding,) = page("plugin/projector/info", run=RUN)["embeddings"]
    assert (embedding["tensorName"], embedding["tensorShape"]) == ("features", [40, 36]), embedding
    assert embedding["sprite"]["singleImageDim"] == [12, 12]
    rows = np.frombuffer(get("plugin/projector/tensor", run=RUN, name="features"), np.float32).reshape(40, 36)
    lines = get("plugin/projector/metadata", run=RUN, name="features").decode().splitlines()
    assert lines[0] == "label\tid" and lines[1] == "class-0\tclass-0/image-000" and len(lines) == 41, lines[:2]
    sprite = pixels(get("plugin/projector/sprite_image", run=RUN, name="features"))
    assert sprite.shape == (6 * 12, 7 * 12), sprite.shape
    # The features are every fourth pixel of the picture; the file has six digits of each.
    for image in range(40):
        top, left = image // 7 * 12, image % 7 * 12
        np.testing.assert_allclose(rows[image], sprite[top : top + 12, left : left + 12].ravel()[::4] / 256, rtol=5e-6)


def growing():
    """steps that are added while it looks on are shown"""
    subprocess.run(more + [str(MORE)], check=True)
    wait_for(lambda: len(losses()) == STEPS + MORE)
    rows = losses()
    assert [step for _, step, _ in rows] == list(range(STEPS + MORE))
    close([value for _, _, value in rows], [SCALARS["train/loss"](step) for _, step, _ in rows])


run(title, [runs, scalars, clock, images, histograms, timeseries, projector, growing])
