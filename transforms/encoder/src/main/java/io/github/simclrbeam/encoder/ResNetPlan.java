package io.github.simclrbeam.encoder;

import io.github.simclrbeam.proto.EncoderArchitecture;
import java.util.List;

/**
 * Widths and depths of a residual network's layers.
 *
 * @param widths of the layers; a bottleneck gives four times as many channels
 * @param innerFactor channels of a bottleneck's 3x3 convolution per channel of its width; 0 with
 *     basic blocks
 */
record ResNetPlan(int stemWidth, List<Integer> widths, List<Integer> depths, int innerFactor) {
  private static final int BASIC = 0;
  private static final List<Integer> WIDTHS = List.of(64, 128, 256, 512);

  static ResNetPlan of(EncoderArchitecture architecture) {
    ResNetPlan plan =
        switch (architecture.getName()) {
          case "resnet-tiny" -> plan(architecture.getWidthsList(), BASIC, 1, 1, 1);
          case "resnet18" -> plan(WIDTHS, BASIC, 2, 2, 2, 2);
          case "resnet34" -> plan(WIDTHS, BASIC, 3, 4, 6, 3);
          case "resnet50" -> plan(WIDTHS, 1, 3, 4, 6, 3);
          case "resnet101" -> plan(WIDTHS, 1, 3, 4, 23, 3);
          case "resnet152" -> plan(WIDTHS, 1, 3, 8, 36, 3);
          case "wide_resnet50_2" -> plan(WIDTHS, 2, 3, 4, 6, 3);
          case "wide_resnet101_2" -> plan(WIDTHS, 2, 3, 4, 23, 3);
          default ->
              throw new IllegalArgumentException(
                  "encoder must be one of %s, but was: %s"
                      .formatted(EncoderArchitectures.names(), architecture.getName()));
        };
    return plan.times(Math.max(1, architecture.getWidthMultiplier()));
  }

  private static ResNetPlan plan(List<Integer> widths, int innerFactor, Integer... depths) {
    return new ResNetPlan(widths.get(0), widths, List.of(depths), innerFactor);
  }

  private ResNetPlan times(int factor) {
    List<Integer> wider = widths.stream().map(width -> factor * width).toList();
    return new ResNetPlan(factor * stemWidth, wider, depths, innerFactor);
  }

  boolean bottleneck() {
    return innerFactor != BASIC;
  }

  /** Channels that a layer of this width gives. */
  int channels(int width) {
    return bottleneck() ? width * ResidualBlock.EXPANSION : width;
  }

  /** Length of h. */
  int dimension() {
    return channels(widths.get(widths.size() - 1));
  }
}
