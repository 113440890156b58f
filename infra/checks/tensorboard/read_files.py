"""TensorBoard's own reader of event files, EventAccumulator, on the made-up run."""

import numpy as np
from cases import GRADIENTS, PAIRS, SCALARS, SPEED, STEPS, WEIGHTS, WORK, close, monitored, pairs, pixels, run, weights
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

ALL = {"scalars": 0, "images": 0, "histograms": 0}
main = EventAccumulator(f"{WORK}/run/events", ALL).Reload()
speed = EventAccumulator(f"{WORK}/run/events/speed", ALL).Reload()


def tags():
    """the tags are those, and no other"""
    assert set(main.Tags()["scalars"]) == set(SCALARS) | set(monitored()), main.Tags()["scalars"]
    assert main.Tags()["images"] == [PAIRS]
    assert set(main.Tags()["histograms"]) == {WEIGHTS, GRADIENTS}
    assert set(speed.Tags()["scalars"]) == set(SPEED)


def scalars():
    """every step's scalars once, the run's second half written twice"""
    for tag, value in SCALARS.items():
        events = main.Scalars(tag)
        assert [event.step for event in events] == list(range(STEPS)), tag
        close([event.value for event in events], [value(event.step) for event in events])


def clock():
    """a second a step is what the run's clock says"""
    assert all(event.wall_time == event.step for event in main.Scalars("train/loss"))


def real_clock():
    """the figures of speed have the real time"""
    for tag, value in SPEED.items():
        events = speed.Scalars(tag)
        assert [event.step for event in events] == list(range(99, STEPS, 100))
        assert all(event.wall_time > 1.7e9 for event in events)
        close([event.value for event in events], [value(event.step) for event in events])


def monitor():
    """the monitor's scalars are the numbers of monitor.jsonl"""
    for tag, value in monitored().items():
        (event,) = main.Scalars(tag)
        assert event.step == STEPS
        close(event.value, value)


def images():
    """the contact sheet of pairs, pixel by pixel"""
    (image,) = main.Images(PAIRS)
    assert (image.step, image.width, image.height) == (0, 62, 14)
    assert np.array_equal(pixels(image.encoded_image_string), pairs())


def histograms():
    """histograms of weights and of equal gradients"""
    (event,) = main.Histograms(WEIGHTS)
    found = event.histogram_value
    values = weights()
    counts, edges = np.histogram(values, bins=30)
    close([found.min, found.max, found.num], [values.min(), values.max(), len(values)])
    close([found.sum + 1, found.sum_squares], [values.sum() + 1, (values**2).sum()])
    close(found.bucket_limit, edges[1:])
    close(found.bucket, counts)
    (event,) = main.Histograms(GRADIENTS)
    assert (list(event.histogram_value.bucket_limit), list(event.histogram_value.bucket)) == ([2.0], [3.0])


run("event files", [tags, scalars, clock, real_clock, monitor, images, histograms])
