"""The tfrecord package reads encoded views, by index too; what it does to raw ones is as the documentation says."""

import filecmp
import pathlib
import tempfile

import blocks
import numpy
import tfrecord
from cases import case, equal, refused
from sets import NONE, ONE, PNG, RAW, SOME
from tfrecord.tools.tfrecord2idx import create_index


def pixels(image, manifest):
    return numpy.array(image).reshape(manifest["imageSize"], manifest["imageSize"], manifest["channels"])


def reads(views, workers):
    images = blocks.run("tfrecord", views.directory)["images"]
    found = [(i, None, numpy.stack([pixels(image, views.manifest) for image in of])) for w in range(workers) for i, of in images(w, workers)]
    views.truth.check(found, ordered=workers == 1)


def files(views):
    for shard in views.manifest["shards"]:
        yield f"{views.directory}/{shard['file']}", f"{views.directory}/index/{shard['file']}.idx"


def records(views):
    return [record for file, _ in files(views) for record in tfrecord.tfrecord_loader(file, None)]


def without_index(views):
    equal([record["id"].decode() for record in records(views)], views.truth.ids, "ids")
    labels = [int(record["label"][0]) if "label" in record else -1 for record in records(views)]
    equal(labels, views.truth.labels, "labels")


def same_index():
    with tempfile.TemporaryDirectory() as folder:
        for views in (RAW, PNG, SOME, NONE, ONE):
            for file, index in files(views):
                theirs = pathlib.Path(folder) / "theirs"
                create_index(file, str(theirs))
                equal(filecmp.cmp(index, theirs, shallow=False), True, f"{index} as tfrecord2idx makes it")


def cuts_zeros():
    """Every raw view comes back as ours without the zero bytes at its end, and some have such bytes."""
    short = 0
    for record, ours in zip(records(RAW), RAW.truth.pixels, strict=True):
        for view, whole in zip(record["views"], ours, strict=True):
            equal(bytes(view), whole.tobytes().rstrip(b"\0"), "a raw view")
            short += len(view) < whole.size
    if short == 0:
        raise AssertionError("no raw view came back short: say so in the documentation")


def one_record():
    ((file, index),) = files(ONE)
    refused(IndexError, lambda: list(tfrecord.tfrecord_loader(file, index, shard=(0, 1))))
    (record,) = tfrecord.tfrecord_loader(file, None)
    equal(type(record["views"]), bytes, "the views of a record with K = 1")


def no_checksums():
    damaged = f"{PNG.damaged()}/{PNG.manifest['shards'][0]['file']}"
    equal(len(list(tfrecord.tfrecord_loader(damaged, None))), PNG.manifest["shards"][0]["records"], "records of a damaged shard")


for each in (PNG, SOME, NONE):
    case(f"tfrecord: {each.name}, by index", reads, each, 1)
    case(f"tfrecord: {each.name}, without index", without_index, each)
case("tfrecord: png, by index and two workers", reads, PNG, 2)
case("tfrecord: indexes are those of tfrecord2idx", same_index)
case("tfrecord: raw views come back without zeros at their ends", cuts_zeros)
case("tfrecord: one record, one view", one_record)
case("tfrecord: a flipped byte is not noticed", no_checksums)
