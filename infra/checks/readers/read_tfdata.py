"""tf.data reads every set by ten lines of the documentation."""

import blocks
import tensorflow as tf
from cases import case, equal, refused
from sets import EMPTY, FILLED, PNG


def read(directory):
    return [(i.numpy().decode(), int(label), views.numpy()) for i, label, views in blocks.run("tfdata", directory)["dataset"]]


def reads(views):
    views.truth.check(read(views.directory))


for each in FILLED:
    case(f"tf.data: {each.name}", reads, each)
case("tf.data: a set of nothing", lambda: equal(read(EMPTY.directory), [], "records"))
case("tf.data: a flipped byte is noticed", lambda: refused(tf.errors.DataLossError, lambda: read(PNG.damaged())))
