"""Names, parameters, fingerprints, the gate and the marker, without running a DAG."""

import json
import re

import pytest

from simclr_beam import plans, published
from simclr_beam.gate import refusals
from simclr_beam.inputs import fingerprint
from simclr_beam.names import MAX_LENGTH, job_name
from simclr_beam.parameters import ANYWHERE, normalized, schemas

GIVEN = {"input": "/in", "test": "/test", "output": "/out", "minimumTop1": 0.5}
PARAMS = schemas(ANYWHERE, "cpu")
DEFAULTS = {name: param.value for name, param in PARAMS.items() if name not in GIVEN}
GOOD = {"linearProbe": {"top1": 0.7}, "integrity": [{"name": "layer", "pass": True, "evidence": "h"}]}


def digest(run_id="manual__1", inputs="a", **given):
    return plans.digest(normalized(DEFAULTS | GIVEN | given, PARAMS), {"input": inputs}, run_id)


@pytest.mark.parametrize("dag_id", ["simclr_beam_local", "9.Lives", "_", "Ünïcode", "a" * 250, "x-" * 40, "team.a__daily"], ids=lambda text: text[:12])
def test_names(dag_id):
    """a job's name follows the rules of Dataflow and Kubernetes"""
    for stage in ("views", "model", "embeddings-train", "evaluation"):
        name = job_name(dag_id, stage, "0123456789abcdef")
        assert re.fullmatch("[a-z]([-a-z0-9]*[a-z0-9])?", name)
        assert len("job-" + name) <= 63 and len(name) <= MAX_LENGTH
        assert name.endswith(f"-{stage}-0123456789abcdef")


def test_same_digest():
    """equal parameters have one digest, in any order and whole numbers in any form"""
    assert digest(maxSteps=2) == digest(maxSteps=2.0)
    assert digest(epochs=5, batchSize=64) == digest(batchSize=64, epochs=5.0)
    assert digest() == digest(output="/out/", labelled=None) == digest(run_id="scheduled__2", minimumTop1=0.9)


def test_other_digests():
    """another configuration, other inputs and anew have another digest"""
    assert len({digest(), digest(seed=1), digest(recipe="fashion-mnist"), digest(output="/b"), digest(inputs="b")}) == 5
    assert len({digest(), digest(anew=True), digest(anew=True, run_id="manual__2")}) == 3


def test_unknown_parameters():
    """unknown parameters are all named, with the nearest there is"""
    with pytest.raises(ValueError, match="epoch: no such parameter; did you mean epochs[?]; zzz: no such parameter; there are anew, batchSize"):
        normalized(DEFAULTS | GIVEN | {"epoch": 3, "zzz": 1}, PARAMS)


@pytest.mark.parametrize("value", [float("nan"), float("inf")], ids=str)
def test_no_numbers(value):
    """a number that is none is refused, which passes the schema"""
    with pytest.raises(ValueError, match="minimumTop1: must be a finite number"):
        normalized(DEFAULTS | GIVEN | {"minimumTop1": value}, PARAMS)


def test_arguments():
    """values reach the program as they are, as single arguments"""
    odd = "/in/$(touch x) `y`; z && {{ ds }} 'q\".png"
    stage = plans.plan("d", "r", normalized(DEFAULTS | GIVEN | {"input": odd, "epochs": 5.0}, PARAMS), {})
    assert f"--input={odd}" in plans.arguments(stage["views"])
    assert "--epochs=5" in plans.arguments(stage["train"])
    assert not [each for each in plans.arguments(stage["train"]) if "None" in each]


def test_fingerprint(tmp_path):
    """a fingerprint follows names, sizes and times of files, and labels beside IDX images"""
    images, labels = tmp_path / "a-images-idx3-ubyte", tmp_path / "a-labels-idx1-ubyte"
    images.write_bytes(b"12")
    one = fingerprint(str(images))
    assert (one["files"], one["bytes"], one) == (1, 2, fingerprint(str(images)))
    labels.write_bytes(b"1")
    two = fingerprint(str(images))
    assert two["files"] == 2 and two == fingerprint(str(tmp_path)) == fingerprint(f"{tmp_path}/a-{{images,labels}}-*")
    labels.write_bytes(b"12")
    assert len({each["sha256"] for each in (one, two, fingerprint(str(images)))}) == 3
    with pytest.raises(FileNotFoundError, match="no files at .*/none"):
        fingerprint(f"{tmp_path}/none")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, None),
        ({"linearProbe": {"top1": 0.4999}}, "top-1 must be at least 0.5, but was: 0.4999"),
        ({"linearProbe": {"top1": float("nan")}}, "top-1 must be at least 0.5, but was: nan"),
        ({"linearProbe": None, "noProbeReason": "no labels"}, "there is no accuracy in it: no labels"),
        ({"linearProbe": {"top1": True}}, "there is no accuracy in it: no linear probe"),
        ({"integrity": []}, "there is no integrity check in it"),
        ({"integrity": GOOD["integrity"] + [{"name": "finite", "pass": False, "evidence": "1 row"}]}, "integrity check finite failed: 1 row"),
        ({"integrity": [{"name": "finite"}]}, "integrity check finite failed: None"),
    ],
    ids=["good", "low", "nan", "no labels", "no number", "no integrity", "integrity", "integrity without pass"],
)
def test_gate(change, reason):
    """the gate asks for accuracy and for every integrity check"""
    assert refusals(GOOD | change, 0.5) == ([reason] if reason else [])


def test_marker(tmp_path):
    """the marker is replaced as a whole, names the evaluation, and counts only for just that"""
    evaluation = tmp_path / "run" / "evaluation.json"
    evaluation.parent.mkdir()
    evaluation.write_text(json.dumps(GOOD))
    run = {"digest": "d", "checkpoint": "c", "evaluation": str(evaluation), "published": str(tmp_path / "published.json")}
    run |= {"parameters": {"minimumTop1": 0.5}, "inputs": {}}
    assert not published.is_published(run)
    with pytest.raises(ValueError, match="changed after it was judged"):
        published.publish(run, "another", "dag", "run")
    assert not (tmp_path / "published.json").exists()
    published.publish(run, published.sha256(evaluation.read_bytes()), "dag", "run")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["published.json", "run"]
    assert published.is_published(run)
    assert not published.is_published(run | {"digest": "e"})
    assert not published.is_published(run | {"parameters": {"minimumTop1": 0.71}})
    evaluation.write_text(json.dumps(GOOD | {"counts": {}}))
    assert not published.is_published(run)
