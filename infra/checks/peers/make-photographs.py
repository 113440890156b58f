#!/usr/bin/env python3
"""Makes a corpus of JPEG photographs, 500 x 375 or 375 x 500, quality 92, for benchmarks.

Cut at random (seeded) from the photographs of Debian's packages mate-backgrounds, lomiri-wallpapers-16.04 and
lomiri-wallpapers-20.04 (free licences), which have to be installed. The same packages give the same files.

usage: make-photographs.py OUTPUT_DIR COUNT
"""
import glob
import os
import random
import sys

from PIL import Image

out, wanted = sys.argv[1], int(sys.argv[2])
sources = [p for p in sorted(glob.glob("/usr/share/backgrounds/**/*.jpg", recursive=True)) if os.path.getsize(p) >= 100_000]
if not sources:
    sys.exit("no photographs below /usr/share/backgrounds: apt-get install mate-backgrounds lomiri-wallpapers-16.04 lomiri-wallpapers-20.04")
os.makedirs(out, exist_ok=True)
random.seed(0)
photos = []
for path in sources:
    photo = Image.open(path).convert("RGB")
    scale = 1500 / max(photo.size)
    if scale < 1:
        photo = photo.resize((int(photo.width * scale), int(photo.height * scale)), Image.LANCZOS)
    if min(photo.size) >= 500:
        photos.append(photo)
for i in range(wanted):
    photo = photos[i % len(photos)]
    w, h = (500, 375) if random.random() < 0.7 else (375, 500)
    x, y = random.randint(0, photo.width - w), random.randint(0, photo.height - h)
    photo.crop((x, y, x + w, y + h)).save(os.path.join(out, f"{i:05d}.jpg"), quality=92)
print(f"{wanted} photographs from {len(photos)} in {out}")
