#!/usr/bin/env python3
"""The peer of a training step: SimCLR the plain way in PyTorch eager, views in memory, and its best settings when asked for.

usage: step.py (plain | channels-last) ENCODER SIZE CHANNELS PAIRS STEPS THREADS
"""
import json
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

OUTPUT = 64
WARM_UP_STEPS = 3


class Block(nn.Module):
    """torchvision's BasicBlock."""

    def __init__(self, inside, out, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inside, out, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(out)
        self.conv2 = nn.Conv2d(out, out, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(out)
        self.downsample = None
        if stride != 1 or inside != out:
            self.downsample = nn.Sequential(nn.Conv2d(inside, out, 1, stride, bias=False), nn.BatchNorm2d(out))

    def forward(self, x):
        shortcut = x if self.downsample is None else self.downsample(x)
        y = F.relu(self.bn1(self.conv1(x)), inplace=True)
        return F.relu(self.bn2(self.conv2(y)) + shortcut, inplace=True)


def encoder(name, channels):
    """A 3x3 stem without pooling, then layers of basic blocks, then the mean over the image."""
    if name.startswith("tiny"):
        width = int(name[len("tiny"):])
        widths, depth = [width, 2 * width, 4 * width], 1
    else:
        widths, depth = [64, 128, 256, 512], 2
    layers = [nn.Conv2d(channels, widths[0], 3, 1, 1, bias=False), nn.BatchNorm2d(widths[0]), nn.ReLU(inplace=True)]
    inside = widths[0]
    for layer, out in enumerate(widths):
        for block in range(depth):
            layers.append(Block(inside, out, 2 if layer > 0 and block == 0 else 1))
            inside = out
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten()), inside


def nt_xent(z, temperature):
    n = z.shape[0] // 2
    z = F.normalize(z, dim=1)
    s = z @ z.T / temperature
    s.fill_diagonal_(float("-inf"))
    return F.cross_entropy(s, (torch.arange(2 * n) + n) % (2 * n))


def main():
    mode, name = sys.argv[1:3]
    size, channels, pairs, steps, threads = map(int, sys.argv[3:])
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    layout = torch.channels_last if mode == "channels-last" else torch.contiguous_format
    f, dimension = encoder(name, channels)
    g = nn.Sequential(nn.Linear(dimension, dimension, bias=False), nn.BatchNorm1d(dimension), nn.ReLU(inplace=True),
                      nn.Linear(dimension, OUTPUT, bias=False))
    model = nn.Sequential(f, g).to(memory_format=layout)
    weights = list(model.parameters())
    optimizer = torch.optim.SGD([{"params": [w for w in weights if w.ndim > 1], "weight_decay": 1e-4},
                                 {"params": [w for w in weights if w.ndim <= 1]}], lr=0.01, momentum=0.9)
    pixels = torch.randint(0, 256, (2 * pairs, channels, size, size), dtype=torch.uint8)
    seconds = []
    for _ in range(WARM_UP_STEPS + steps):
        start = time.perf_counter()
        x = (pixels.float() / 255).contiguous(memory_format=layout)
        loss = nt_xent(model(x), 0.2)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        loss.item()
        seconds.append(time.perf_counter() - start)
    print(json.dumps({"program": f"PyTorch {torch.__version__.split('+')[0]}, {mode}", "seconds": seconds[WARM_UP_STEPS:]}))


if __name__ == "__main__":
    main()
