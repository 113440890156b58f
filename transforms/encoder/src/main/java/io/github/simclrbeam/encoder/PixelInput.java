package io.github.simclrbeam.encoder;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.github.simclrbeam.proto.Preprocessing;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Bytes to the encoder's input: (byte / 255 - mean) / std, channels-last in memory. Bytes travel to
 * the device, numbers are made there, in the weights' type, and rounded to the activations'. Gray
 * images get a second channel, which no weight looks at: the engine has fast convolutions for two
 * channels, but not for one, whose results it would not keep channels-last either. Not thread-safe.
 */
final class PixelInput {
  private final TorchOps ops;
  private final Precision precision;
  private final int size;
  private final int channels;
  private final float[] mean;
  private final float[] std;
  private ByteBuffer buffer = ByteBuffer.allocateDirect(0);

  PixelInput(TorchOps ops, Precision precision, Preprocessing preprocessing) {
    this.ops = ops;
    this.precision = precision;
    size = preprocessing.getImageSize();
    channels = preprocessing.getChannels();
    mean = floats(preprocessing.getMeanList());
    std = floats(preprocessing.getStdList());
    check();
  }

  /** Bytes of one image. */
  int imageBytes() {
    return size * size * channels;
  }

  /**
   * Returns (rows, channels, height, width); of gray images (rows, 2, height, width).
   *
   * @param nhwc row-major rows x height x width x channels bytes; bytes after the last row are
   *     ignored
   * @param rows how many images the result has; those beyond count are black
   */
  PtNDArray of(PtNDManager manager, byte[] nhwc, int count, int rows) {
    check(nhwc, count);
    empty(rows);
    buffer.put(nhwc, 0, count * imageBytes());
    while (buffer.hasRemaining()) {
      buffer.put((byte) 0);
    }
    return numbers(manager, rows);
  }

  /**
   * Returns some rows of a batch, one span after the other.
   *
   * @throws IllegalArgumentException if a span ends beyond the bytes
   */
  PtNDArray of(PtNDManager manager, byte[] nhwc, List<RowSpan> spans) {
    int rows = spans.stream().mapToInt(RowSpan::count).sum();
    empty(rows);
    for (RowSpan span : spans) {
      check(nhwc, span.end());
      buffer.put(nhwc, span.first() * imageBytes(), span.count() * imageBytes());
    }
    return numbers(manager, rows);
  }

  /** Throws if there are fewer bytes than so many images have. */
  void check(byte[] nhwc, int count) {
    if (nhwc.length < (long) count * imageBytes()) {
      throw new IllegalArgumentException(
          "bytes must be at least %d for %d images, but was: %d"
              .formatted((long) count * imageBytes(), count, nhwc.length));
    }
  }

  /** Makes the buffer empty, with room for so many images. */
  private void empty(int rows) {
    int length = Math.multiplyExact(rows, imageBytes());
    if (buffer.capacity() < length) {
      buffer = ByteBuffer.allocateDirect(length);
    }
    buffer.clear().limit(length);
  }

  private PtNDArray numbers(PtNDManager manager, int rows) {
    buffer.flip();
    Shape shape = new Shape(rows, size, size, channels);
    long wide = precision.scriptCode();
    long type = precision.activationCode();
    // The engine reads the buffer in place, so the array must not outlive this method.
    try (PtNDArray bytes = manager.create(buffer, shape, DataType.UINT8)) {
      if (mean.length == 0) {
        return ops.one(manager, "pixels", bytes, wide, type);
      }
      try (PtNDArray m = perChannel(manager, mean);
          PtNDArray s = perChannel(manager, std)) {
        return ops.one(manager, "standardized_pixels", bytes, m, s, wide, type);
      }
    }
  }

  private PtNDArray perChannel(PtNDManager manager, float[] values) {
    return (PtNDArray) manager.create(values, new Shape(1, channels, 1, 1));
  }

  private void check() {
    if (size < 1 || (channels != 1 && channels != 3)) {
      throw new IllegalArgumentException(
          "image size must be at least 1 and channels 1 or 3, but was: %d and %d"
              .formatted(size, channels));
    }
    boolean empty = mean.length == 0 && std.length == 0;
    if (!empty && (mean.length != channels || std.length != channels)) {
      throw new IllegalArgumentException(
          "mean and std must be empty or have a value per channel, but was: %d and %d values for %d channels"
              .formatted(mean.length, std.length, channels));
    }
    for (float value : std) {
      if (!(value > 0)) {
        throw new IllegalArgumentException("std must be above 0, but was: " + value);
      }
    }
  }

  private static float[] floats(List<Double> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).floatValue();
    }
    return floats;
  }
}
