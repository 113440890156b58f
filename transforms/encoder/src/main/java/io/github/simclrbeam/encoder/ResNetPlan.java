package io.github.simclrbeam.encoder;

import io.github.simclrbeam.proto.EncoderArchitecture;
import java.util.List;

/** Widths and depths of a residual network's layers. */
record ResNetPlan(int stemWidth, List<Integer> widths, List<Integer> depths, boolean bottleneck) {
  private static final List<Integer> WIDTHS = List.of(64, 128, 256, 512);

  static ResNetPlan of(EncoderArchitecture architecture) {
    return switch (architecture.getName()) {
      case "resnet-tiny" ->
          new ResNetPlan(
              architecture.getWidths(0), architecture.getWidthsList(), List.of(1, 1, 1), false);
      case "resnet18" -> new ResNetPlan(64, WIDTHS, List.of(2, 2, 2, 2), false);
      case "resnet34" -> new ResNetPlan(64, WIDTHS, List.of(3, 4, 6, 3), false);
      case "resnet50" -> new ResNetPlan(64, WIDTHS, List.of(3, 4, 6, 3), true);
      default ->
          throw new IllegalArgumentException(
              "encoder must be one of %s, but was: %s"
                  .formatted(EncoderArchitectures.names(), architecture.getName()));
    };
  }

  /** Length of h. */
  int dimension() {
    int last = widths.get(widths.size() - 1);
    return bottleneck ? last * ResidualBlock.EXPANSION : last;
  }
}
