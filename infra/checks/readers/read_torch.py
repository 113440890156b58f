"""PyTorch reads every set by ten lines of the documentation, in any order and by several workers."""

import blocks
import torch
from cases import case, equal
from sets import EMPTY, FILLED, RAW


def views_of(views):
    return blocks.run("torch", views.directory)["Views"]()


def reads(views):
    dataset = views_of(views)
    equal(len(dataset), views.manifest["records"], "length")
    views.truth.check((image, dataset[i][1], dataset[i][0].numpy()) for i, image in enumerate(views.truth.ids))


def loads():
    torch.manual_seed(1)
    loader = torch.utils.data.DataLoader(views_of(RAW), batch_size=16, shuffle=True, num_workers=2)
    batches = list(loader)
    equal([tuple(batch.shape) for batch, _ in batches], [(n, 4, 28, 28, 1) for n in (16, 16, 16, 12)], "shapes")
    found = sorted(view.numpy().tobytes() for batch, _ in batches for view in batch)
    equal(found == sorted(views.tobytes() for views in RAW.truth.pixels), True, "every image once")
    equal(sorted(int(n) for _, labels in batches for n in labels), sorted(int(n) for n in RAW.truth.labels), "labels")


for each in FILLED:
    case(f"PyTorch: {each.name}", reads, each)
case("PyTorch: shuffled batches by two workers", loads)
case("PyTorch: a set of nothing", lambda: equal(len(views_of(EMPTY)), 0, "length"))
