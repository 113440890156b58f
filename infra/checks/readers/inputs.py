"""Pictures to make sets of: names of the bundled labels, coloured ones as PNG with labels for some, and a file that is no image.

usage: inputs.py SAMPLES OUTPUT
"""

import pathlib
import struct
import sys
import zlib

PICTURES = 12
SIDE = 120


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
    (output / "label-names.txt").write_bytes((samples / "label-names.txt").read_bytes())
    pictures(output / "pictures")
    for name, data in (("bad", b"\x89PNG\r\n\x1a\nno picture"), ("single", png(1))):
        (output / name).mkdir()
        (output / name / "a.png").write_bytes(data)


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:]))
