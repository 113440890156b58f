package io.github.simclrbeam.augment;

import java.util.ArrayList;
import java.util.List;

/**
 * The colour operations of one view, in two sweeps over the blocks of its {@link Planes}: contrast
 * needs the mean of the whole view as the operations before it leave it. On one channel saturation,
 * hue and gray are identities.
 *
 * <p>Not thread-safe. Call {@link #begin}, then {@link #first} for every block in order, then
 * {@link #second} for every block.
 */
final class ColourSweeps {
  private interface Operation {
    void apply(float[][] block);
  }

  private final boolean coloured;
  private final HueKernel hue = new HueKernel();
  private final Mean mean;
  private final List<Operation> before = new ArrayList<>();
  private final List<Operation> after = new ArrayList<>();
  private boolean meanWanted;

  ColourSweeps(int channels) {
    this.coloured = channels == 3;
    this.mean = new Mean(channels);
  }

  /** Takes the view's operations. */
  void begin(Draw draw) {
    before.clear();
    after.clear();
    mean.clear();
    meanWanted = draw.jitter().isPresent();
    List<Operation> sweep = before;
    if (draw.jitter().isPresent()) {
      JitterDraw jitter = draw.jitter().get();
      for (JitterOperation operation : jitter.order()) {
        if (operation == JitterOperation.CONTRAST) {
          sweep = after;
        }
        add(operation, jitter, sweep);
      }
    }
    if (draw.gray() && coloured) {
      sweep.add(ColourKernels::gray);
    }
  }

  private void add(JitterOperation operation, JitterDraw jitter, List<Operation> sweep) {
    switch (operation) {
      case BRIGHTNESS -> {
        float factor = (float) jitter.brightness();
        sweep.add(block -> ColourKernels.brightness(block, factor));
      }
      case CONTRAST -> {
        float factor = (float) jitter.contrast();
        sweep.add(block -> ColourKernels.contrast(block, factor, mean.value()));
      }
      case SATURATION -> {
        float factor = (float) jitter.saturation();
        if (coloured) {
          sweep.add(block -> ColourKernels.saturation(block, factor));
        }
      }
      case HUE -> {
        if (coloured) {
          sweep.add(block -> hue.turn(block, jitter.hue()));
        }
      }
    }
  }

  /** Applies the operations before contrast. */
  void first(float[][] block) {
    for (Operation operation : before) {
      operation.apply(block);
    }
    if (meanWanted) {
      mean.add(block);
    }
  }

  /** Applies contrast and the operations after it. */
  void second(float[][] block) {
    for (Operation operation : after) {
      operation.apply(block);
    }
  }
}
