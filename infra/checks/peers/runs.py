#!/usr/bin/env python3
"""Compares what two runs left; prints how far they are apart, and ends with 1 where that is too far. Needs Python alone.

usage: runs.py losses TOLERANCE[,STEPS] RUN RUN    of each step, relative to the first run's
       runs.py weights TOLERANCE RUN RUN           of the last checkpoints: the largest difference of a tensor, relative to its largest number
       runs.py same RUN RUN                        metrics and the tensors of the last checkpoints, to the byte; else the first step that differs
       runs.py rows TOLERANCE EMBEDDINGS EMBEDDINGS    as TFRecord: 1 - cosine of rows of the same image
       runs.py memory FILE                         lines of STEP, MiB of the process, MiB of the GPU: what grew after step 500
"""
import array
import hashlib
import json
import math
import pathlib
import struct
import sys


def losses(run):
    return [json.loads(line)["loss"] for line in (run / "metrics.jsonl").read_text().splitlines()]


def checkpoint(run):
    return max((run / "checkpoints").glob("step-*"))


def tensors(run):
    """Every float tensor of the last checkpoint, by file and name."""
    found = {}
    for file in sorted(checkpoint(run).glob("*.safetensors")):
        data = file.read_bytes()
        (length,) = struct.unpack_from("<Q", data)
        for name, about in json.loads(data[8 : 8 + length]).items():
            if name != "__metadata__" and about["dtype"] in ("F32", "F64"):
                first, end = about["data_offsets"]
                values = array.array("f" if about["dtype"] == "F32" else "d")
                values.frombytes(data[8 + length + first : 8 + length + end])
                found[f"{file.name}:{name}"] = values
    return found


def varint(data, at):
    value = shift = 0
    while True:
        value |= (data[at] & 127) << shift
        shift += 7
        at += 1
        if data[at - 1] < 128:
            return value, at


def fields(data):
    """The fields of a protocol buffer message that have a length: number and bytes."""
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        length, at = varint(data, at)
        if key & 7 == 2:
            yield key >> 3, data[at : at + length]
            at += length


def rows(embeddings):
    """Embeddings in their order, by image's id, of records of tf.train.Example."""
    found = []
    for shard in json.loads((embeddings / "manifest.json").read_text())["shards"]:
        data, at = (embeddings / shard["file"]).read_bytes(), 0
        while at < len(data):
            (length,) = struct.unpack_from("<Q", data, at)
            entries = {}
            for _, features in fields(data[at + 12 : at + 12 + length]):
                for _, entry in fields(features):
                    parts = dict(fields(entry))
                    entries[parts[1].decode()] = b"".join(value for _, kind in fields(parts[2]) for _, value in fields(kind))
            numbers = array.array("f")
            numbers.frombytes(entries["embedding"])
            found.append((entries["id"], numbers))
            at += 12 + length + 4
    return found


def most(values):
    """The largest, where NaN is larger than all."""
    return max(values, key=lambda value: math.inf if math.isnan(value) else value, default=0)


def compare_losses(tolerance, one, other):
    tolerance, _, steps = tolerance.partition(",")
    pairs = list(zip(losses(one), losses(other), strict=True))
    apart = [abs(b - a) / abs(a) for a, b in pairs]
    print(f"{len(apart)} losses from {pairs[0][0]:.6f}, first off by {apart[0]:.1e}, first four by {most(apart[:4]):.1e}, all by {most(apart):.1e}", end=" ")
    return most(apart[: int(steps or len(apart))]) <= float(tolerance)


def compare_weights(tolerance, one, other):
    one, other = tensors(one), tensors(other)
    assert list(one) == list(other), "the checkpoints must hold the same tensors"
    apart = {name: most(abs(a - b) for a, b in zip(one[name], other[name], strict=True)) / (most(map(abs, one[name])) or 1) for name in one}
    worst = most(apart.values())
    print(f"{len(one)} tensors off by {worst:.1e} ({next(name for name, value in apart.items() if value is worst)})", end=" ")
    return worst <= float(tolerance)


def compare_bytes(one, other):
    a, b = losses(one), losses(other)
    differ = [step for step, pair in enumerate(zip(a, b)) if pair[0] != pair[1]]
    files = {run: [hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(checkpoint(run).glob("*.safetensors"))] for run in (one, other)}
    same = (one / "metrics.jsonl").read_bytes() == (other / "metrics.jsonl").read_bytes() and files[one] == files[other]
    first = f"from step {differ[0]} of {len(a)} on" if differ else "only in the weights"
    apart = max((abs(x - y) / abs(x) for x, y in zip(a, b)), default=0)
    print(f"{len(files[one])} files of tensors and {len(a)} lines are the same" if same else f"differ {first}, losses by {apart:.1e}", end=" ")
    return same


def compare_rows(tolerance, one, other):
    one, other = rows(one), rows(other)
    assert [row[0] for row in one] == [row[0] for row in other] and one, "the same images must have been embedded"
    apart = most(math.dist(a, b) / math.hypot(*a) for (_, a), (_, b) in zip(one, other))
    print(f"{len(one)} rows, off by {apart:.1e} of their length at most", end=" ")
    return apart <= float(tolerance)


def compare_memory(file):
    lines = [tuple(map(int, line.split())) for line in file.read_text().splitlines() if len(line.split()) == 3]
    early = [line for line in lines if 100 <= line[0] < 500]
    late = [line for line in lines if line[0] >= 1000]
    assert early and late, f"steps 100 to 500 and those from 1000 must have been seen, but of {len(lines)} looks {len(early)} and {len(late)} did"
    host, gpu = (max(line[i] for line in late) - max(line[i] for line in early) for i in (1, 2))
    print(f"since step 500, to {late[-1][0]}: process {late[-1][1]} MiB, {host:+d}; GPU {late[-1][2]} MiB, {gpu:+d}", end=" ")
    return host <= 0.05 * late[-1][1] and gpu <= 0


ACTIONS = {"losses": compare_losses, "weights": compare_weights, "same": compare_bytes, "rows": compare_rows, "memory": compare_memory}
what, *arguments = sys.argv[1:]
places = 1 if what in ("losses", "weights", "rows") else 0
sys.exit(0 if ACTIONS[what](*arguments[:places], *map(pathlib.Path, arguments[places:])) else 1)
