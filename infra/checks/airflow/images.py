"""Cuts the first images out of the bundled ones, with their labels: images.py SAMPLES OUTPUT."""

import gzip
import pathlib
import struct
import sys

IMAGES = {"labelled": 160, "test": 80}


def main(samples, output):
    output.mkdir()
    for name, count in IMAGES.items():
        for kind, magic, shape in (("images-idx3", 0x803, (28, 28)), ("labels-idx1", 0x801, ())):
            data = gzip.decompress((samples / f"{name}-{kind}-ubyte.gz").read_bytes())
            head = 8 + 4 * len(shape)
            size = 784 if shape else 1
            sizes = b"".join(struct.pack(">I", side) for side in (count, *shape))
            (output / f"{name}-{kind}-ubyte").write_bytes(struct.pack(">I", magic) + sizes + data[head : head + count * size])


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:]))
