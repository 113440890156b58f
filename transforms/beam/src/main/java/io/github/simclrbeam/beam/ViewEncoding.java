package io.github.simclrbeam.beam;

import io.github.simclrbeam.images.ImageEncoder;
import io.github.simclrbeam.images.Pixels;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How views are stored. */
public enum ViewEncoding {
  /** Height x width x channels bytes, row-major. */
  RAW {
    @Override
    public byte[] encode(Pixels view) {
      return view.bytes();
    }

    @Override
    double bytesPerValue() {
      return 1;
    }
  },

  /** Without loss, about a third smaller than raw. */
  PNG {
    @Override
    public byte[] encode(Pixels view) {
      return ImageEncoder.png(view);
    }

    @Override
    double bytesPerValue() {
      return 0.7;
    }
  },

  /** Quality 95, colour not subsampled; about a fifth of raw. */
  JPEG {
    @Override
    public byte[] encode(Pixels view) {
      return ImageEncoder.jpeg(view, 95);
    }

    @Override
    double bytesPerValue() {
      return 0.2;
    }
  };

  /** Largest size stored raw by default: a PNG of so few pixels saves little and costs decoding. */
  private static final int RAW_LIMIT = 32;

  /** Largest size stored as PNG by default: JPEG's blocks show in small images. */
  private static final int PNG_LIMIT = 64;

  /** Returns the default for views of this width and height, pixels. */
  public static ViewEncoding forSize(int imageSize) {
    return imageSize <= RAW_LIMIT ? RAW : imageSize <= PNG_LIMIT ? PNG : JPEG;
  }

  /**
   * Returns the encoding with a manifest's name, e.g. "raw".
   *
   * @throws IllegalArgumentException if there is none; lists the names
   */
  public static ViewEncoding named(String name) {
    for (ViewEncoding encoding : values()) {
      if (encoding.toString().equals(name)) {
        return encoding;
      }
    }
    throw new IllegalArgumentException(
        "encoding must be one of %s, but was: %s".formatted(names(), name));
  }

  /** Returns all names. */
  public static List<String> names() {
    return Arrays.stream(values()).map(ViewEncoding::toString).toList();
  }

  /** Returns the name in manifests. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the view's bytes; equal views have equal ones. */
  public abstract byte[] encode(Pixels view);

  /** Expected stored bytes for each pixel and channel, to size shards by. */
  abstract double bytesPerValue();
}
