"""Pictures to train on and to embed, as PNG: bundled ones, or coloured ones whose red, green and blue are three of them.

usage: export-pictures.py SAMPLES CHANNELS OUTPUT
"""

import gzip
import pathlib
import sys

import numpy
from PIL import Image

IMAGES = 12


def main(samples, channels, output):
    data = gzip.decompress((pathlib.Path(samples) / "test-images-idx3-ubyte.gz").read_bytes())
    pictures = numpy.frombuffer(data, numpy.uint8, 3 * IMAGES * 784, 16).reshape(IMAGES, 3, 28, 28)
    folder = pathlib.Path(output)
    folder.mkdir(parents=True)
    for i, picture in enumerate(pictures):
        pixels = picture[0] if channels == "1" else picture.transpose(1, 2, 0)
        Image.fromarray(numpy.ascontiguousarray(pixels)).save(folder / f"{i:02}.png")


if __name__ == "__main__":
    main(*sys.argv[1:])
