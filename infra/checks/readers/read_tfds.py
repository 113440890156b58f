"""TensorFlow Datasets reads every kind of set without code of ours."""

import blocks
import tensorflow as tf
import tensorflow_datasets as tfds
from cases import case, equal, refused
from sets import EMPTY, FILLED, NONE, ONE, PNG, RAW, SOME

# TensorFlow's faster inverse transform is off by up to 18 in these pictures.
JPEG_TOLERANCE = 24


def label(record):
    if "label" not in record:
        return -1
    value = record["label"].numpy()
    return int(value) if value.ndim == 0 else int(value[0]) if len(value) else -1


def reads(views):
    found = blocks.run("tfds", views.directory)
    size, channels = views.manifest["imageSize"], views.manifest["channels"]
    shape = found["dataset"].element_spec["views"].shape
    equal(tuple(shape), (views.manifest["viewsPerImage"], size, size, channels), "static shape")
    records = list(found["dataset"])
    views.truth.check(
        ((r["id"].numpy().decode(), label(r), r["views"].numpy()) for r in records),
        JPEG_TOLERANCE if views.manifest["encoding"] == "jpeg" else 0,
        ordered=False)
    equal({len(r["params"]) for r in records}, {views.manifest["viewsPerImage"]}, "params of a record")
    equal(found["builder"].info.splits.total_num_examples, views.manifest["records"], "num_examples")


def features(views):
    return tfds.builder_from_directory(views.directory).info.features


def labels():
    equal(type(features(RAW)["label"]).__name__, "ClassLabel", "label of a labelled set")
    equal(features(RAW)["label"].names, RAW.manifest["labelNames"], "names")
    equal(type(features(SOME)["label"]).__name__, "Sequence", "label of a set that is labelled in part")
    equal(features(SOME)["label"].feature.names, SOME.manifest["labelNames"], "names")
    equal("label" in features(NONE), False, "a label in an unlabelled set")


def supervised():
    dataset = tfds.builder_from_directory(PNG.directory).as_dataset(split="train", as_supervised=True)
    views, number = next(iter(dataset))
    equal((tuple(views.shape), int(number)), (PNG.truth.pixels[0].shape, PNG.truth.labels[0]), "the first pair")


def slices():
    dataset = tfds.builder_from_directory(RAW.directory).as_dataset(split="train[10:25]")
    equal([r["id"].numpy().decode() for r in dataset], RAW.truth.ids[10:25], "ids of a slice")


def order():
    one_by_one = tfds.ReadConfig(interleave_cycle_length=1)
    dataset = tfds.builder_from_directory(RAW.directory).as_dataset(split="train", read_config=one_by_one)
    equal([r["id"].numpy().decode() for r in dataset], RAW.truth.ids, "ids")


def split_called_all():
    equal(NONE.manifest["split"], "all", "the split's name")
    equal(list(tfds.builder_from_directory(NONE.directory).info.splits), ["everything"], "TFDS's splits")


def nothing():
    builder = tfds.builder_from_directory(EMPTY.directory)
    equal(builder.info.splits["train"].num_examples, 0, "num_examples")
    refused(ValueError, lambda: builder.as_dataset(split="train"))


def single():
    (record,) = tfds.builder_from_directory(ONE.directory).as_dataset(split="train")
    equal(record["views"].shape[0], 1, "views of a set with K = 1")


def damage():
    dataset = tfds.builder_from_directory(RAW.damaged()).as_dataset(split="train")
    refused(tf.errors.DataLossError, lambda: list(dataset))


for each in FILLED:
    case(f"TensorFlow Datasets: {each.name}", reads, each)
case("TensorFlow Datasets: labels and their names", labels)
case("TensorFlow Datasets: as_supervised", supervised)
case("TensorFlow Datasets: slices of a split", slices)
case("TensorFlow Datasets: the order of the shards", order)
case("TensorFlow Datasets: a split called all", split_called_all)
case("TensorFlow Datasets: a set of nothing", nothing)
case("TensorFlow Datasets: one view of one image", single)
case("TensorFlow Datasets: a flipped byte is noticed", damage)
