package io.github.simclrbeam.encoder;

import io.github.simclrbeam.proto.EncoderArchitecture;
import java.util.List;

/**
 * The encoders that can be built, by name: residual networks with the layers, shapes and names of
 * torchvision's (He et al. 2016, v1.5; wide ones: Zagoruyko &amp; Komodakis 2016), and a tiny one.
 */
public final class EncoderArchitectures {
  /** 7x7 convolution with stride 2, then max-pooling 3x3 with stride 2: for images around 224. */
  public static final String IMAGENET_STEM = "imagenet";

  /** 3x3 convolution with stride 1, no pooling: for images around 32. */
  public static final String SMALL_STEM = "small";

  /** Input channels at most. View shards hold 1 or 3; more are for arrays from elsewhere. */
  public static final int MAX_CHANNELS = 256;

  /** Width multiplier at most. */
  public static final int MAX_WIDTH_MULTIPLIER = 4;

  private static final String TINY = "resnet-tiny";
  private static final List<String> NAMES =
      List.of(
          TINY,
          "resnet18",
          "resnet34",
          "resnet50",
          "resnet101",
          "resnet152",
          "wide_resnet50_2",
          "wide_resnet101_2");
  private static final List<String> STEMS = List.of(SMALL_STEM, IMAGENET_STEM);
  private static final List<Integer> TINY_WIDTHS = List.of(16, 48, 128);
  private static final int MAX_TINY_WIDTH = 1024;

  /**
   * Convolutions of the engine's oneDNN 3.7.1 to another number of channels write beyond their
   * memory on processors that have AVX2 and no AVX-512. Seen in 1x1 convolutions; not in stems,
   * whose input channels may be any number.
   */
  private static final int WIDTH_STEP = 8;

  /**
   * Numbers of an encoder whose file fits into one array, as PretrainedEncoder reads it, with 1 MiB
   * of names.
   */
  private static final long MAX_PARAMETERS = (Integer.MAX_VALUE - (1 << 20)) / 4;

  private EncoderArchitectures() {}

  /** Returns the known encoders. */
  public static List<String> names() {
    return NAMES;
  }

  /** Returns the known stems. */
  public static List<String> stems() {
    return STEMS;
  }

  /**
   * Returns the architecture of plain width.
   *
   * @see #of(String, String, int, int)
   */
  public static EncoderArchitecture of(String name, String stem, int channels) {
    return of(name, stem, channels, 1);
  }

  /**
   * Returns the architecture; resnet-tiny has widths 16, 48 and 128. {@code
   * toBuilder().setZeroInitResidual(true)} lets its residual blocks begin as their shortcuts.
   *
   * @param name one of {@link #names}
   * @param stem one of {@link #stems}
   * @param channels of the input, 1 to 256; view shards hold 1 or 3
   * @param widthMultiplier what all widths are multiplied by, 1 to 4: SimCLR's x1, x2 and x4 of
   *     resnet50, x3 of resnet152 (Chen et al. 2020a, 2020b)
   * @throws IllegalArgumentException if a value is outside its range, or if the network would have
   *     more parameters than one file can hold
   */
  public static EncoderArchitecture of(
      String name, String stem, int channels, int widthMultiplier) {
    requireWithin("width multiplier", widthMultiplier, 1, MAX_WIDTH_MULTIPLIER);
    EncoderArchitecture.Builder architecture =
        EncoderArchitecture.newBuilder()
            .setName(name)
            .setStem(stem)
            .setChannels(channels)
            // Plain width has one spelling, so that equal networks have equal messages.
            .setWidthMultiplier(widthMultiplier == 1 ? 0 : widthMultiplier);
    if (name.equals(TINY)) {
      architecture.addAllWidths(TINY_WIDTHS);
    }
    return withDimension(architecture);
  }

  /**
   * Returns resnet-tiny with these three widths, multiples of 8 up to 1024, and a 3x3 stem.
   *
   * @param channels of the input, 1 to 256
   * @throws IllegalArgumentException if a value is outside its range
   */
  public static EncoderArchitecture tiny(int channels, int first, int second, int third) {
    return withDimension(
        EncoderArchitecture.newBuilder()
            .setName(TINY)
            .setStem(SMALL_STEM)
            .setChannels(channels)
            .addAllWidths(List.of(first, second, third)));
  }

  /**
   * Returns how many numbers of an encoder are trained; nothing is allocated.
   *
   * @throws IllegalArgumentException if the architecture cannot be built
   */
  public static long parameterCount(EncoderArchitecture architecture) {
    check(architecture);
    return TensorShapes.of(architecture).parameters();
  }

  /**
   * Checks an architecture.
   *
   * @throws IllegalArgumentException if it cannot be built
   */
  static void check(EncoderArchitecture architecture) {
    int dimension = dimension(architecture);
    require(
        architecture.getDimension() == dimension,
        "dimension",
        List.of(dimension),
        architecture.getDimension());
  }

  private static EncoderArchitecture withDimension(EncoderArchitecture.Builder architecture) {
    return architecture.setDimension(dimension(architecture.build())).build();
  }

  /** Returns the length of h, after checking everything else. */
  private static int dimension(EncoderArchitecture architecture) {
    require(NAMES.contains(architecture.getName()), "encoder", NAMES, architecture.getName());
    require(STEMS.contains(architecture.getStem()), "stem", STEMS, architecture.getStem());
    requireWithin("channels", architecture.getChannels(), 1, MAX_CHANNELS);
    requireWithin("width multiplier", architecture.getWidthMultiplier(), 0, MAX_WIDTH_MULTIPLIER);
    List<Integer> widths = architecture.getWidthsList();
    boolean tiny = architecture.getName().equals(TINY);
    if (tiny
        ? widths.size() != 3 || !widths.stream().allMatch(EncoderArchitectures::isWidth)
        : !widths.isEmpty()) {
      String legal = "three multiples of %d up to %d".formatted(WIDTH_STEP, MAX_TINY_WIDTH);
      throw new IllegalArgumentException(
          "widths must be %s, but was: %s".formatted(tiny ? legal : "empty", widths));
    }
    long parameters = TensorShapes.of(architecture).parameters();
    if (parameters > MAX_PARAMETERS) {
      throw new IllegalArgumentException(
          "parameters of %s x%d must be at most %d, but was: %d"
              .formatted(
                  architecture.getName(),
                  architecture.getWidthMultiplier(),
                  MAX_PARAMETERS,
                  parameters));
    }
    return ResNetPlan.of(architecture).dimension();
  }

  private static boolean isWidth(int width) {
    return width > 0 && width <= MAX_TINY_WIDTH && width % WIDTH_STEP == 0;
  }

  private static void require(boolean legal, String what, List<?> range, Object value) {
    if (!legal) {
      throw new IllegalArgumentException(
          "%s must be one of %s, but was: %s".formatted(what, range, value));
    }
  }

  private static void requireWithin(String what, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          "%s must be %d to %d, but was: %d".formatted(what, low, high, value));
    }
  }
}
