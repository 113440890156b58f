package io.github.simclrbeam.sources;

import com.google.protobuf.ByteString;
import io.github.simclrbeam.proto.RawShape;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether the image of an Example is pixels rather than an encoded image. It is where {@code
 * image/format} (or {@code format}) says {@code raw}, and where the bytes begin like no image file
 * but are as many as the height, width and channels (or depth) that stand beside them multiply to.
 */
final class ExamplePixels {
  private static final List<String> PREFIXES = List.of("image/", "image_", "");
  private static final List<String> CHANNELS = List.of("channels", "depth");

  private static final List<ByteString> MAGIC =
      List.of(
          magic(0xff, 0xd8, 0xff),
          magic(0x89, 'P', 'N', 'G'),
          magic('G', 'I', 'F', '8'),
          magic('R', 'I', 'F', 'F'));

  private ExamplePixels() {}

  /** Returns whether the record says that its image is pixels. */
  static boolean declared(ExampleFeatures example) {
    return PREFIXES.stream()
        .flatMap(prefix -> example.text(prefix + "format").stream())
        .anyMatch(format -> format.toLowerCase(Locale.ROOT).equals("raw"));
  }

  /** Returns the shape that the record gives its image, if it fits the bytes. */
  static Optional<RawShape> shape(ExampleFeatures example, ByteString image) {
    return PREFIXES.stream().flatMap(p -> shape(example, image.size(), p).stream()).findFirst();
  }

  static boolean isEncoded(ByteString image) {
    return MAGIC.stream().anyMatch(image::startsWith);
  }

  private static Optional<RawShape> shape(ExampleFeatures example, int bytes, String prefix) {
    OptionalLong height = example.number(prefix + "height");
    OptionalLong width = example.number(prefix + "width");
    if (!isSide(height) || !isSide(width)) {
      return Optional.empty();
    }
    for (String name : CHANNELS) {
      OptionalLong channels = example.number(prefix + name);
      if (channels.isPresent()) {
        return shape(height.getAsLong(), width.getAsLong(), channels.getAsLong(), bytes);
      }
    }
    return shape(height.getAsLong(), width.getAsLong(), 3, bytes)
        .or(() -> shape(height.getAsLong(), width.getAsLong(), 1, bytes));
  }

  private static Optional<RawShape> shape(long height, long width, long channels, int bytes) {
    boolean fits = (channels == 1 || channels == 3) && height * width * channels == bytes;
    return fits
        ? Optional.of(
            RawShape.newBuilder()
                .setHeight((int) height)
                .setWidth((int) width)
                .setChannels((int) channels)
                .build())
        : Optional.empty();
  }

  private static boolean isSide(OptionalLong side) {
    return side.isPresent() && side.getAsLong() > 0 && side.getAsLong() <= 1 << 28;
  }

  private static ByteString magic(int... bytes) {
    ByteString.Output magic = ByteString.newOutput();
    for (int b : bytes) {
      magic.write(b);
    }
    return magic.toByteString();
  }
}
