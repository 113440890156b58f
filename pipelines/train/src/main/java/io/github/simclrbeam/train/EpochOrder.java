package io.github.simclrbeam.train;

/**
 * The order in which an epoch visits the images: a pure function of seed and epoch that holds every
 * image once. Batch b of N pairs is the order's stretch [bN, (b+1)N); what is left after the last
 * whole batch is dropped in this epoch, and another epoch drops other images.
 */
final class EpochOrder {
  private EpochOrder() {}

  /** Returns the image indices 0 .. images-1 in the order of this epoch, from 0. */
  static int[] of(long seed, long epoch, int images) {
    int[] order = new int[images];
    for (int i = 0; i < images; i++) {
      order[i] = i;
    }
    KeyedRandom.of(seed, Draw.EPOCH_ORDER, epoch).shuffle(order);
    return order;
  }
}
