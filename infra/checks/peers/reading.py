#!/usr/bin/env python3
"""The peer for reading view shards: tf.data over TFRecord files of tf.train.Example (id, label, views = K encoded images).

Work per record: checksums -> parse -> two of its K views, drawn at random -> decode -> batch. Record by record, or whole batches with
--batched, the faster idiom. To be pinned to one core beside our own benchmark, in the same minutes. Prints one JSON line.

usage: reading.py DIRECTORY --encoding=png|raw|jpeg --views=K --size=PIXELS --channels=1|3 [--batched]
"""
import argparse
import glob
import json
import os
import time

ap = argparse.ArgumentParser()
ap.add_argument('data', help='directory of .tfrecord shards')
ap.add_argument('--encoding', choices=['png', 'jpeg', 'raw'], required=True)
ap.add_argument('--views', type=int, required=True, help='K, views stored per record')
ap.add_argument('--decode', type=int, default=2, help='views decoded per record')
ap.add_argument('--channels', type=int, required=True)
ap.add_argument('--size', type=int, required=True)
ap.add_argument('--threads', type=int, default=1)
ap.add_argument('--batch', type=int, default=256)
ap.add_argument('--batched', action='store_true', help='parse whole batches: tf.io.parse_example')
ap.add_argument('--warm-up', type=int, default=1, help='epochs')
ap.add_argument('--epochs', type=int, default=3)
a = ap.parse_args()

os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '3')
os.environ['CUDA_VISIBLE_DEVICES'] = ''
import tensorflow as tf

tf.config.threading.set_intra_op_parallelism_threads(1)
tf.config.threading.set_inter_op_parallelism_threads(a.threads)

shape = (a.size, a.size, a.channels)
files = sorted(glob.glob(os.path.join(a.data, '*.tfrecord*')))
assert files, 'no shards in ' + a.data
spec = {'id': tf.io.FixedLenFeature([], tf.string),
        'label': tf.io.FixedLenFeature([], tf.int64, default_value=-1),
        'views': tf.io.FixedLenFeature([a.views], tf.string)}


def image(b):
    if a.encoding == 'raw':
        return tf.reshape(tf.io.decode_raw(b, tf.uint8), shape)
    dec = tf.io.decode_png if a.encoding == 'png' else tf.io.decode_jpeg
    return tf.ensure_shape(dec(b, channels=a.channels), shape)


def parse(record):
    ex = tf.io.parse_single_example(record, spec)
    # first a.decode of a random permutation: distinct views
    picked = tf.gather(ex['views'], tf.random.shuffle(tf.range(a.views))[:a.decode])
    return tf.stack([image(picked[i]) for i in range(a.decode)]), ex['label']


def parse_batch(records):
    ex = tf.io.parse_example(records, spec)
    n = tf.shape(records)[0]
    order = tf.argsort(tf.random.uniform([n, a.views]))[:, :a.decode]
    picked = tf.reshape(tf.gather(ex['views'], order, batch_dims=1), [-1])
    if a.encoding == 'raw':
        pixels = tf.io.decode_raw(picked, tf.uint8)
    else:
        pixels = tf.map_fn(image, picked, fn_output_signature=tf.TensorSpec(shape, tf.uint8))
    return tf.reshape(pixels, (n, a.decode) + shape), ex['label']


opts = tf.data.Options()
opts.threading.private_threadpool_size = a.threads
opts.threading.max_intra_op_parallelism = 1
opts.deterministic = True
ds = tf.data.TFRecordDataset(files)
if a.batched:
    ds = ds.batch(a.batch).map(parse_batch, num_parallel_calls=a.threads)
else:
    ds = ds.map(parse, num_parallel_calls=a.threads).batch(a.batch)
ds = ds.prefetch(1).with_options(opts)


def epoch():
    n = 0
    for views, _ in ds:
        n += int(views.shape[0])
    return n


for _ in range(a.warm_up):
    epoch()
t, c = time.perf_counter(), time.process_time()
n = sum(epoch() for _ in range(a.epochs))
t, c = time.perf_counter() - t, time.process_time() - c
print(json.dumps({'reader': 'tf.data', 'tensorflow': tf.__version__, 'encoding': a.encoding, 'views': a.views,
                  'decode': a.decode, 'channels': a.channels, 'size': a.size, 'threads': a.threads, 'batched': a.batched,
                  'records': n // a.epochs, 'records_per_s': round(n / t), 'records_per_cpu_s': round(n / c),
                  'cpu_cores_used': round(c / t, 2)}))
