#!/usr/bin/env python3
"""Cuts the bundled files out of the whole Fashion-MNIST, class-balanced and seeded; run once by the authors.

usage: make.py FOLDER_OF_FASHION_MNIST OUTPUT_FOLDER
"""
import gzip
import random
import shutil
import struct
import sys

UNLABELLED_PER_CLASS, LABELLED_PER_CLASS, SIDE = 2400, 600, 28


def write(path, magic, shape, body):
    with open(path, "wb") as f, gzip.GzipFile("", "wb", 9, f, mtime=0) as out:
        out.write(struct.pack(">I", magic) + struct.pack(f">{len(shape)}I", *shape) + body)


source, output = sys.argv[1:]
images = gzip.open(f"{source}/train-images-idx3-ubyte.gz").read()[16:]
labels = gzip.open(f"{source}/train-labels-idx1-ubyte.gz").read()[8:]
rows = list(range(len(labels)))
random.Random(0).shuffle(rows)
count, unlabelled, labelled = [0] * 10, [], []
for row in rows:
    c = labels[row]
    count[c] += 1
    if count[c] <= LABELLED_PER_CLASS:
        labelled.append(row)
    elif count[c] <= LABELLED_PER_CLASS + UNLABELLED_PER_CLASS:
        unlabelled.append(row)
for name, chosen in (("labelled", labelled), ("unlabelled", unlabelled)):
    size = SIDE * SIDE
    body = b"".join(images[row * size:(row + 1) * size] for row in chosen)
    write(f"{output}/{name}-images-idx3-ubyte.gz", 0x803, (len(chosen), SIDE, SIDE), body)
write(f"{output}/labelled-labels-idx1-ubyte.gz", 0x801, (len(labelled),), bytes(labels[row] for row in labelled))
for kind in ("images-idx3", "labels-idx1"):
    shutil.copyfile(f"{source}/t10k-{kind}-ubyte.gz", f"{output}/test-{kind}-ubyte.gz")
