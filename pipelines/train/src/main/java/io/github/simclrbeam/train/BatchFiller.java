package io.github.simclrbeam.train;

import java.io.IOException;
import java.util.Arrays;

/**
 * Fills the batch of a given step: a pure function of the views, the plan and the step, so that a
 * resumed run sees what an uninterrupted one would. Not thread-safe.
 */
final class BatchFiller {
  private final PairSource source;
  private final BatchPlan plan;
  private final PairSchedule schedule;
  private final long[] labels;
  private int[] order;
  private long orderEpoch = -1;

  /**
   * @param labels of the images, by index; empty where nobody asks for them
   */
  BatchFiller(PairSource source, BatchPlan plan, long[] labels) {
    this.source = source;
    this.plan = plan;
    this.labels = labels;
    this.schedule = new PairSchedule(plan.seed(), plan.viewsPerImage());
  }

  /** Fills the batch with the pairs of a step, from 0. */
  void fill(PairBatch batch, long step) throws IOException {
    long epoch = plan.epoch(step);
    if (epoch != orderEpoch) {
      order = EpochOrder.of(plan.seed(), epoch, plan.images());
      orderEpoch = epoch;
    }
    int start = plan.batch(step) * plan.batchSize();
    for (int pair = 0; pair < plan.batchSize(); pair++) {
      fill(batch.pixels(), pair, order[start + pair], epoch);
    }
    if (labels.length > 0) {
      batch.label(
          Arrays.stream(order, start, start + plan.batchSize())
              .mapToLong(i -> labels[i])
              .toArray());
    }
    batch.is(step, epoch);
  }

  private void fill(byte[] pixels, int pair, int image, long epoch) throws IOException {
    int first = pair * plan.viewBytes();
    int second = (plan.batchSize() + pair) * plan.viewBytes();
    source.read(image, schedule.pair(image, epoch), pixels, first, second);
    if (plan.reflip()) {
      reflip(pixels, first, image, epoch, 0);
      reflip(pixels, second, image, epoch, 1);
    }
  }

  private void reflip(byte[] pixels, int offset, int image, long epoch, int place) {
    if (Reflip.flips(plan.seed(), epoch, image, place)) {
      Reflip.flip(pixels, offset, plan.imageSize(), plan.channels());
    }
  }
}
