#!/usr/bin/env python3
"""The peer of a training step: SimCLR the plain way in PyTorch eager, views in memory, and its best settings when asked for: channels-last,
and with "tuned" on a GPU the fastest algorithms, tried out before (cudnn.benchmark); or with "repeatable" those that give the same bits every
time, as ours do. On a GPU fp32 means fp32: without TF32.

usage: step.py (plain | channels-last | tuned | repeatable) ENCODER SIZE CHANNELS PAIRS STEPS THREADS [DEVICE PRECISION]
       PRECISION: fp32, tf32 or bf16 (torch.autocast)
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


class Bottleneck(nn.Module):
    """torchvision's, v1.5."""

    def __init__(self, inside, width, stride):
        super().__init__()
        out = 4 * width
        self.conv1 = nn.Conv2d(inside, width, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.conv3 = nn.Conv2d(width, out, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(out)
        self.downsample = None
        if stride != 1 or inside != out:
            self.downsample = nn.Sequential(nn.Conv2d(inside, out, 1, stride, bias=False), nn.BatchNorm2d(out))

    def forward(self, x):
        shortcut = x if self.downsample is None else self.downsample(x)
        y = F.relu(self.bn1(self.conv1(x)), inplace=True)
        y = F.relu(self.bn2(self.conv2(y)), inplace=True)
        return F.relu(self.bn3(self.conv3(y)) + shortcut, inplace=True)


def stem(channels, width, size):
    if size <= 64:
        return [nn.Conv2d(channels, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU(inplace=True)]
    return [nn.Conv2d(channels, width, 7, 2, 3, bias=False), nn.BatchNorm2d(width), nn.ReLU(inplace=True), nn.MaxPool2d(3, 2, 1)]


def encoder(name, channels, size):
    """A stem, with pooling for large images, then layers of blocks, then the mean over the image."""
    block, grown, depths = Block, 1, [2, 2, 2, 2]
    widths = [64, 128, 256, 512]
    if name.startswith("tiny"):
        width = int(name[len("tiny"):])
        widths, depths = [width, 2 * width, 4 * width], [1, 1, 1]
    elif name == "resnet50":
        block, grown, depths = Bottleneck, 4, [3, 4, 6, 3]
    layers = stem(channels, widths[0], size)
    inside = widths[0]
    for layer, out in enumerate(widths):
        for depth in range(depths[layer]):
            layers.append(block(inside, out, 2 if layer > 0 and depth == 0 else 1))
            inside = grown * out
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten()), inside


def nt_xent(z, temperature):
    n = z.shape[0] // 2
    z = F.normalize(z, dim=1)
    s = z @ z.T / temperature
    s.fill_diagonal_(float("-inf"))
    return F.cross_entropy(s, (torch.arange(2 * n, device=z.device) + n) % (2 * n))


def main():
    mode, name = sys.argv[1:3]
    size, channels, pairs, steps, threads = map(int, sys.argv[3:8])
    device, precision = sys.argv[8:] or ("cpu", "fp32")
    device = device.replace("gpu", "cuda:")
    torch.backends.cudnn.allow_tf32 = torch.backends.cuda.matmul.allow_tf32 = precision == "tf32"
    torch.backends.cudnn.benchmark = mode == "tuned"
    torch.backends.cudnn.deterministic = mode == "repeatable"
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    layout = torch.contiguous_format if mode == "plain" else torch.channels_last
    f, dimension = encoder(name, channels, size)
    g = nn.Sequential(nn.Linear(dimension, dimension, bias=False), nn.BatchNorm1d(dimension), nn.ReLU(inplace=True),
                      nn.Linear(dimension, OUTPUT, bias=False))
    model = nn.Sequential(f, g).to(device, memory_format=layout)
    weights = list(model.parameters())
    optimizer = torch.optim.SGD([{"params": [w for w in weights if w.ndim > 1], "weight_decay": 1e-4},
                                 {"params": [w for w in weights if w.ndim <= 1]}], lr=0.01, momentum=0.9)
    pixels = torch.randint(0, 256, (2 * pairs, channels, size, size), dtype=torch.uint8)
    seconds = []
    for _ in range(WARM_UP_STEPS + steps):
        start = time.perf_counter()
        x = (pixels.to(device).float() / 255).contiguous(memory_format=layout)
        with torch.autocast(device.split(":")[0], torch.bfloat16, enabled=precision == "bf16"):
            z = model(x)
        loss = nt_xent(z.float(), 0.2)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        loss.item()
        seconds.append(time.perf_counter() - start)
    print(json.dumps({"program": f"PyTorch {torch.__version__.split('+')[0]}, {mode}", "seconds": seconds[WARM_UP_STEPS:]}))


if __name__ == "__main__":
    main()
