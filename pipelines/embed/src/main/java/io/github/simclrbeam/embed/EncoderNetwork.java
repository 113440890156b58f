package io.github.simclrbeam.embed;

import io.github.simclrbeam.encoder.EncoderArchitectures;
import io.github.simclrbeam.encoder.PixelStatistics;
import io.github.simclrbeam.encoder.WeightsFile;
import io.github.simclrbeam.proto.CheckpointState;
import io.github.simclrbeam.proto.EncoderArchitecture;
import io.github.simclrbeam.proto.Interpolation;
import io.github.simclrbeam.proto.Preprocessing;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An encoder without its weights.
 *
 * @param architecture of the network
 * @param preprocessing of its images
 * @param identity the options that named it, as they are in the end
 */
record EncoderNetwork(
    EncoderArchitecture architecture,
    Preprocessing preprocessing,
    SortedMap<String, String> identity) {
  /** What torchvision's weights were trained with, and for. */
  private static final int DEFAULT_SIZE = 224;

  private static final String IMAGENET = "imagenet";
  private static final int COLOURS = 3;

  /**
   * Returns a checkpoint's.
   *
   * @param directory of the checkpoint
   */
  static EncoderNetwork of(String directory, CheckpointState state) {
    return new EncoderNetwork(
        state.getConfiguration().getEncoder(),
        state.getConfiguration().getPreprocessing(),
        new TreeMap<>(Map.of("checkpoint", AbsolutePath.of(directory))));
  }

  /**
   * Returns the one that options name.
   *
   * @param file whose first layer decides about channels when no option does
   * @throws IllegalArgumentException if there is no such network
   */
  static EncoderNetwork named(EncoderOptions options, Optional<WeightsFile> file) {
    int channels = channels(options, file.map(WeightsFile::channels).orElse(OptionalLong.empty()));
    String stem =
        options.getStem() == null ? EncoderArchitectures.IMAGENET_STEM : options.getStem();
    String normalize = options.getNormalize() == null ? IMAGENET : options.getNormalize();
    int width = options.getEncoderWidth() == null ? 1 : options.getEncoderWidth();
    SortedMap<String, String> identity = new TreeMap<>();
    identity.put("encoder", options.getEncoder());
    identity.put("encoderWidth", Integer.toString(width));
    identity.put("stem", stem);
    identity.put("normalize", normalize);
    PixelStatistics pixels = PixelStatistics.named(normalize, channels);
    return new EncoderNetwork(
        EncoderArchitectures.of(options.getEncoder(), stem, channels, width),
        Preprocessing.newBuilder()
            .setImageSize(options.getImageSize() == null ? DEFAULT_SIZE : options.getImageSize())
            .setChannels(channels)
            .setInterpolation(Interpolation.BILINEAR)
            .addAllMean(pixels.mean())
            .addAllStd(pixels.std())
            .build(),
        identity);
  }

  /** Returns what happens to an image, for a person. */
  String preparation() {
    int size = preprocessing.getImageSize();
    String input =
        preprocessing.getMeanCount() == 0
            ? "byte / 255"
            : "(byte / 255 - mean) / deviation, mean %s, deviation %s"
                .formatted(
                    numbers(preprocessing.getMeanList()), numbers(preprocessing.getStdList()));
    return "images: shorter side to %d pixels (%s, antialiased), the centre %d x %d, %s; input = %s"
        .formatted(
            size,
            preprocessing.getInterpolation() == Interpolation.BICUBIC ? "bicubic" : "bilinear",
            size,
            size,
            preprocessing.getChannels() == 1 ? "gray" : "RGB",
            input);
  }

  /** Images have 1 channel or 3; of weights for another number it is said that they do not fit. */
  private static int channels(EncoderOptions options, OptionalLong ofFile) {
    if (options.getChannels() != null) {
      return options.getChannels();
    }
    return ofFile.equals(OptionalLong.of(1)) ? 1 : COLOURS;
  }

  private static String numbers(List<Double> values) {
    return values.stream()
        .map(value -> new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros())
        .map(BigDecimal::toPlainString)
        .collect(Collectors.joining(" "));
  }
}
