"""Pictures to train on and to embed: bundled ones as gray PNG, and coloured ones whose red, green and blue are three of them.

usage: export-pictures.py SAMPLES OUTPUT
Makes the folders OUTPUT/1 and OUTPUT/3, named by their channels.
"""

import gzip
import pathlib
import sys

import numpy
from PIL import Image

IMAGES = 40


def main(samples, output):
    data = gzip.decompress((samples / "test-images-idx3-ubyte.gz").read_bytes())
    pictures = numpy.frombuffer(data, numpy.uint8, 3 * IMAGES * 784, 16).reshape(IMAGES, 3, 28, 28)
    for channels in 1, 3:
        folder = output / str(channels)
        folder.mkdir(parents=True)
        for i, picture in enumerate(pictures):
            pixels = picture[0] if channels == 1 else picture.transpose(1, 2, 0)
            Image.fromarray(pixels).save(folder / f"{i:02}.png")


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:]))
