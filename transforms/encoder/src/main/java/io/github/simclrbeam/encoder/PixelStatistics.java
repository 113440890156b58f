package io.github.simclrbeam.encoder;

import java.util.Collections;
import java.util.List;

/**
 * Means and deviations of pixels between 0 and 1, which the encoder's input is freed of.
 *
 * @param mean of each channel; empty for none
 * @param std of each channel; empty for none
 */
public record PixelStatistics(List<Double> mean, List<Double> std) {
  /** Those by which torchvision normalizes ImageNet. */
  private static final PixelStatistics IMAGENET =
      new PixelStatistics(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

  /** Those that solo-learn, SupContrast and others give for CIFAR-10. */
  private static final PixelStatistics CIFAR10 =
      new PixelStatistics(List.of(0.4914, 0.4822, 0.4465), List.of(0.2023, 0.1994, 0.2010));

  /**
   * Returns those of a name.
   *
   * @param name "none", "imagenet" or "cifar10"
   * @param channels of the images; with another number than three, the mean over the three for each
   * @throws IllegalArgumentException if there are none of this name
   */
  public static PixelStatistics named(String name, int channels) {
    return switch (name) {
      case "none" -> new PixelStatistics(List.of(), List.of());
      case "imagenet" -> IMAGENET.of(channels);
      case "cifar10" -> CIFAR10.of(channels);
      default -> throw new IllegalArgumentException("no pixel statistics are called " + name);
    };
  }

  private PixelStatistics of(int channels) {
    return channels == mean.size()
        ? this
        : new PixelStatistics(average(mean, channels), average(std, channels));
  }

  private static List<Double> average(List<Double> values, int channels) {
    double average = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    return Collections.nCopies(channels, average);
  }
}
