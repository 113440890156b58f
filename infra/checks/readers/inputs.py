"""Pictures to make sets of: part of the bundled ones as IDX, coloured ones as PNG with labels for some, and a file that is no image.

usage: inputs.py SAMPLES OUTPUT
"""

import gzip
import pathlib
import struct
import sys
import zlib

IMAGES = 60
PICTURES = 12
SIDE = 120


def idx(samples, output):
    for kind, magic, shape in (("images-idx3", 0x803, (28, 28)), ("labels-idx1", 0x801, ())):
        data = gzip.decompress((samples / f"labelled-{kind}-ubyte.gz").read_bytes())
        head = 8 + 4 * len(shape)
        size = 784 if shape else 1
        sizes = b"".join(struct.pack(">I", side) for side in (IMAGES, *shape))
        (output / f"part-{kind}-ubyte").write_bytes(struct.pack(">I", magic) + sizes + data[head : head + IMAGES * size])
    (output / "label-names.txt").write_bytes((samples / "label-names.txt").read_bytes())


def png(seed):
    rows = b"".join(
        b"\0" + bytes(v for x in range(SIDE) for v in ((x * 2 + seed * 9) % 256, (y * 2 + x * seed) % 256, (x ^ y) * 2 % 256))
        for y in range(SIDE))
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    header = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def pictures(output):
    output.mkdir()
    rows = ["path,label"]
    for i in range(PICTURES):
        (output / f"{i:02}.png").write_bytes(png(i))
        rows.append(f"pictures/{i:02}.png,{('warm', 'cold', '')[i % 3]}")
    (output.parent / "some.csv").write_text("\n".join(rows) + "\n")


def main(samples, output):
    output.mkdir()
    idx(samples, output)
    pictures(output / "pictures")
    for name, data in (("bad", b"\x89PNG\r\n\x1a\nno picture"), ("single", png(1))):
        (output / name).mkdir()
        (output / name / "a.png").write_bytes(data)


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:]))
