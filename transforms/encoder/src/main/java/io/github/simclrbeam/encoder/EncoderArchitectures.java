package io.github.simclrbeam.encoder;

import io.github.simclrbeam.proto.EncoderArchitecture;
import java.util.List;

/** The encoders that can be built, by name. */
public final class EncoderArchitectures {
  /** 7x7 convolution with stride 2, then max-pooling 3x3 with stride 2: for images around 224. */
  public static final String IMAGENET_STEM = "imagenet";

  /** 3x3 convolution with stride 1, no pooling: for images around 32. */
  public static final String SMALL_STEM = "small";

  private static final List<String> NAMES =
      List.of("resnet-tiny", "resnet18", "resnet34", "resnet50");
  private static final List<String> STEMS = List.of(SMALL_STEM, IMAGENET_STEM);
  private static final List<Integer> TINY_WIDTHS = List.of(16, 48, 128);

  /**
   * Convolutions of the engine's oneDNN 3.7.1 to another number of channels write beyond their
   * memory on processors that have AVX2 and no AVX-512.
   */
  private static final int WIDTH_STEP = 8;

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
   * Returns the architecture; resnet-tiny has widths 16, 48 and 128.
   *
   * @throws IllegalArgumentException if the name, the stem or the channels (1 or 3) are unknown
   */
  public static EncoderArchitecture of(String name, String stem, int channels) {
    EncoderArchitecture.Builder architecture =
        EncoderArchitecture.newBuilder().setName(name).setStem(stem).setChannels(channels);
    if (name.equals("resnet-tiny")) {
      architecture.addAllWidths(TINY_WIDTHS);
    }
    return architecture.setDimension(checked(architecture.build()).dimension()).build();
  }

  /** Returns resnet-tiny with these three widths, positive multiples of 8, and a 3x3 stem. */
  public static EncoderArchitecture tiny(int channels, int first, int second, int third) {
    EncoderArchitecture architecture =
        EncoderArchitecture.newBuilder()
            .setName("resnet-tiny")
            .setStem(SMALL_STEM)
            .setChannels(channels)
            .addAllWidths(List.of(first, second, third))
            .setDimension(third)
            .build();
    checked(architecture);
    return architecture;
  }

  /** Returns the plan of an architecture, after checking it. */
  static ResNetPlan checked(EncoderArchitecture architecture) {
    require(NAMES.contains(architecture.getName()), "encoder", NAMES, architecture.getName());
    require(STEMS.contains(architecture.getStem()), "stem", STEMS, architecture.getStem());
    int channels = architecture.getChannels();
    require(channels == 1 || channels == 3, "channels", List.of(1, 3), channels);
    List<Integer> widths = architecture.getWidthsList();
    boolean tiny = architecture.getName().equals("resnet-tiny");
    if (tiny
        ? widths.size() != 3 || !widths.stream().allMatch(EncoderArchitectures::isWidth)
        : !widths.isEmpty()) {
      throw new IllegalArgumentException(
          "widths must be %s, but was: %s"
              .formatted(tiny ? "three positive multiples of " + WIDTH_STEP : "empty", widths));
    }
    return ResNetPlan.of(architecture);
  }

  private static boolean isWidth(int width) {
    return width > 0 && width % WIDTH_STEP == 0;
  }

  private static void require(boolean legal, String what, List<?> range, Object value) {
    if (!legal) {
      throw new IllegalArgumentException(
          "%s must be one of %s, but was: %s".formatted(what, range, value));
    }
  }
}
