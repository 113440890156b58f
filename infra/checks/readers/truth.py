"""Which ids, labels and pixels our own reader finds: rows of `embed --features=pixels --format=tfrecord`, kept as a .npz file.

usage: truth.py EMBEDDINGS OUTPUT.npz
"""

import json
import pathlib
import sys

import numpy


class Truth:
    """ids and labels (-1: none) of images in the order of the shards, pixels [images, K, height, width, channels] uint8."""

    def __init__(self, file, manifest):
        with numpy.load(file) as data:
            self.ids, self.labels, pixels = data["ids"].tolist(), data["labels"].tolist(), data["pixels"]
        size, channels = manifest["imageSize"], manifest["channels"]
        self.pixels = pixels.reshape(len(self.ids), manifest["viewsPerImage"], size, size, channels)

    def check(self, found, tolerance=0, ordered=True):
        """Compares with (id, label, pixels) of each image, in order if that is asked for; label None is not looked at."""
        found = list(found)
        if not ordered:
            places = {image: place for place, image in enumerate(self.ids)}
            found.sort(key=lambda image: places[image[0]])
        if [image for image, _, _ in found] != self.ids:
            raise AssertionError(f"ids must be {self.ids[:3]} ..., but were: {[image for image, _, _ in found][:3]} ...")
        for i, (image, label, pixels) in enumerate(found):
            if label is not None and label != self.labels[i]:
                raise AssertionError(f"label of {image} must be {self.labels[i]}, but was: {label}")
            pixels = numpy.asarray(pixels)
            if pixels.dtype != numpy.uint8 or pixels.shape != self.pixels[i].shape:
                raise AssertionError(f"views of {image} must be uint8 {self.pixels[i].shape}, but were: {pixels.dtype} {pixels.shape}")
            off = int(numpy.abs(pixels.astype(int) - self.pixels[i].astype(int)).max())
            if off > tolerance:
                raise AssertionError(f"pixels of {image} must be ours within {tolerance}, but are off by {off}")


def main(embeddings, output):
    import tfrecord

    ids, labels, pixels = [], [], []
    for file in json.loads((pathlib.Path(embeddings) / "manifest.json").read_text())["shards"]:
        for row in tfrecord.tfrecord_loader(f"{embeddings}/{file['file']}", None):
            image, view = row["id"].decode().rsplit("#", 1)
            if view == "0":
                ids.append(image)
                labels.append(int(row["label"][0]) if "label" in row else -1)
            pixels.append(numpy.rint(row["embedding"] * 255).astype(numpy.uint8))
    numpy.savez(output, ids=numpy.array(ids), labels=numpy.array(labels), pixels=numpy.stack(pixels))


if __name__ == "__main__":
    main(*sys.argv[1:])
