package io.github.simclrbeam.train;

/**
 * Which pairs each step trains on: everything that follows from the views' shape, the batch size
 * and the seed. An epoch visits every image at most once; its last, incomplete batch is dropped.
 *
 * @param images in the view shards, at least batchSize
 * @param viewsPerImage K, at least 2
 * @param imageSize width and height of a view, pixels
 * @param channels 1 or 3
 * @param batchSize N pairs, at least 2
 * @param reflip whether each drawn view is flipped once more with probability 1/2
 */
record BatchPlan(
    int images,
    int viewsPerImage,
    int imageSize,
    int channels,
    int batchSize,
    boolean reflip,
    long seed) {

  BatchPlan {
    if (batchSize < 2 || batchSize > images) {
      throw new IllegalArgumentException(
          "batch size must be from 2 to the %d images, but was: %d".formatted(images, batchSize));
    }
  }

  /** Returns the steps of an epoch, at least 1. */
  int stepsPerEpoch() {
    return images / batchSize;
  }

  /** Returns the epoch of a step, both from 0. */
  long epoch(long step) {
    return step / stepsPerEpoch();
  }

  /** Returns the step's place in its epoch, from 0. */
  int batch(long step) {
    return (int) (step % stepsPerEpoch());
  }

  /** Returns the bytes of one view: H x W x C. */
  int viewBytes() {
    return Math.multiplyExact(Math.multiplyExact(imageSize, imageSize), channels);
  }

  /** Returns the bytes of a batch's 2N views. */
  int batchBytes() {
    return Math.multiplyExact(2 * batchSize, viewBytes());
  }
}
