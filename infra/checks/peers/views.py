#!/usr/bin/env python3
"""The peers for making view pairs: SimCLR's ImageNet recipe at 224 pixels, on one thread.

Work per image: JPEG bytes -> decode -> two views (random resized crop, flip, jitter, gray, blur) -> two JPEGs of quality 95.
To be pinned to one core beside our own benchmark, in the same minutes. Prints one JSON line: pairs per second of each pass.

usage: views.py torchvision|torchvision-v2|albumentations|albumentations-like-ours|dali PHOTO_DIR [IMAGES]
"""
import glob
import io
import json
import sys
import time

peer, folder = sys.argv[1], sys.argv[2]
limit = int(sys.argv[3]) if len(sys.argv) > 3 else 200
data = [open(f, "rb").read() for f in sorted(glob.glob(folder + "/*.jpg"))[:limit]]


def torchvision():
    """torchvision's transforms on PIL images, the form that most SimCLR programs use."""
    import torch
    import torchvision
    import torchvision.transforms as T
    from PIL import Image

    torch.set_num_threads(1)
    recipe = T.Compose([
        T.RandomResizedCrop(224, interpolation=T.InterpolationMode.BICUBIC),
        T.RandomHorizontalFlip(),
        T.RandomApply([T.ColorJitter(0.8, 0.8, 0.8, 0.2)], 0.8),
        T.RandomGrayscale(0.2),
        T.RandomApply([T.GaussianBlur(23, (0.1, 2.0))], 0.5),
    ])

    def run():
        for jpeg in data:
            image = Image.open(io.BytesIO(jpeg)).convert("RGB")
            for _ in range(2):
                recipe(image).save(io.BytesIO(), "JPEG", quality=95)

    return run, f"torchvision {torchvision.__version__}, PIL"


def torchvision_v2():
    """torchvision's second transforms on uint8 tensors, with its own JPEG codec."""
    import numpy as np
    import torch
    import torchvision
    from torchvision.io import ImageReadMode, decode_jpeg, encode_jpeg
    from torchvision.transforms import v2

    torch.set_num_threads(1)
    recipe = v2.Compose([
        v2.RandomResizedCrop(224, interpolation=v2.InterpolationMode.BICUBIC, antialias=True),
        v2.RandomHorizontalFlip(),
        v2.RandomApply([v2.ColorJitter(0.8, 0.8, 0.8, 0.2)], 0.8),
        v2.RandomGrayscale(0.2),
        v2.RandomApply([v2.GaussianBlur(23, (0.1, 2.0))], 0.5),
    ])

    def run():
        for jpeg in data:
            image = decode_jpeg(torch.from_numpy(np.frombuffer(jpeg, np.uint8).copy()), ImageReadMode.RGB)
            for _ in range(2):
                encode_jpeg(recipe(image), quality=95)

    return run, f"torchvision {torchvision.__version__}, v2 on tensors"


def albumentations(like_ours=False):
    """albumentations on OpenCV: in its fastest form, or with an antialiased crop, the recipe's blur, and colour in full as we store it."""
    import albumentations as A
    import cv2
    import numpy as np

    cv2.setNumThreads(1)
    recipe = A.Compose([
        A.RandomResizedCrop((224, 224), interpolation=cv2.INTER_AREA if like_ours else cv2.INTER_CUBIC),
        A.HorizontalFlip(),
        A.ColorJitter((0.2, 1.8), (0.2, 1.8), (0.2, 1.8), (-0.2, 0.2), p=0.8),
        A.ToGray(p=0.2),
        A.GaussianBlur(blur_limit=(23, 23) if like_ours else 23, sigma_limit=(0.1, 2.0), p=0.5),
    ])
    settings = [cv2.IMWRITE_JPEG_QUALITY, 95]
    if like_ours:
        settings += [cv2.IMWRITE_JPEG_SAMPLING_FACTOR, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444]

    def run():
        for jpeg in data:
            image = cv2.cvtColor(cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
            for _ in range(2):
                view = cv2.cvtColor(recipe(image=image)["image"], cv2.COLOR_RGB2BGR)
                cv2.imencode(".jpg", view, settings)

    return run, f"albumentations {A.__version__}, OpenCV {cv2.__version__}" + (", like ours" if like_ours else "")


def dali():
    """DALI's CPU operators; it has no JPEG encoder for the CPU, so OpenCV's encodes."""
    import cv2
    import numpy as np
    import nvidia.dali
    from nvidia.dali import fn, pipeline_def, types

    cv2.setNumThreads(1)
    batch = 32
    arrays = [np.frombuffer(jpeg, np.uint8) for jpeg in data]

    def source():
        for i in range(0, len(arrays) - batch + 1, batch):
            yield arrays[i : i + batch]

    @pipeline_def(batch_size=batch, num_threads=1, device_id=None, prefetch_queue_depth=1, exec_async=False, exec_pipelined=False)
    def pairs():
        image = fn.decoders.image(fn.external_source(source, dtype=types.UINT8, cycle="quiet"), device="cpu")
        views = []
        for _ in range(2):
            view = fn.random_resized_crop(image, size=[224, 224], random_area=[0.08, 1.0], interp_type=types.INTERP_CUBIC)
            view = fn.flip(view, horizontal=fn.random.coin_flip())
            jitter, gray, blur = (fn.cast(fn.random.coin_flip(probability=p), dtype=types.FLOAT) for p in (0.8, 0.2, 0.5))

            def factor():
                return 1 + jitter * fn.random.uniform(range=[-0.8, 0.8])

            view = fn.color_twist(view, brightness=factor(), contrast=factor(), saturation=factor() * (1 - gray),
                                  hue=jitter * fn.random.uniform(range=[-72.0, 72.0]))
            # A sigma this small is a kernel of one pixel: no blur.
            view = fn.gaussian_blur(view, sigma=blur * fn.random.uniform(range=[0.1, 2.0]) + 0.01)
            views.append(view)
        return tuple(views)

    pipeline = pairs()
    pipeline.build()

    def run():
        for _ in range(len(arrays) // batch):
            for views in pipeline.run():
                for i in range(batch):
                    cv2.imencode(".jpg", views.at(i)[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, 95])

    return run, f"DALI {nvidia.dali.__version__} on the CPU, OpenCV {cv2.__version__} encodes"


peers = {
    "torchvision": torchvision,
    "torchvision-v2": torchvision_v2,
    "albumentations": albumentations,
    "albumentations-like-ours": lambda: albumentations(like_ours=True),
    "dali": dali,
}
run, name = peers[peer]()
images = len(data) // 32 * 32 if peer == "dali" else len(data)


def pairs_per_second():
    start = time.perf_counter()
    run()
    return images / (time.perf_counter() - start)


pairs_per_second()
print(json.dumps({"program": name, "pairs_per_s": [round(pairs_per_second(), 1) for _ in range(3)]}))
