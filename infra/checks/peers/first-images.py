#!/usr/bin/env python3
"""Cuts the first images and their labels out of a bundled set: IDX files that are not compressed.

usage: first-images.py SAMPLES/NAME COUNT OUTPUT    reads NAME-images-idx3-ubyte.gz, writes OUTPUT-images-idx3-ubyte; of labels alike
"""
import gzip
import pathlib
import struct
import sys


def main(samples, count, output):
    for kind, magic, shape in (("images-idx3", 0x803, (28, 28)), ("labels-idx1", 0x801, ())):
        data = gzip.decompress(pathlib.Path(f"{samples}-{kind}-ubyte.gz").read_bytes())
        head = 8 + 4 * len(shape)
        size = 784 if shape else 1
        sizes = b"".join(struct.pack(">I", side) for side in (count, *shape))
        pathlib.Path(f"{output}-{kind}-ubyte").write_bytes(struct.pack(">I", magic) + sizes + data[head : head + count * size])


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
