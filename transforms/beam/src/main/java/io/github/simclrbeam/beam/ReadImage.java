package io.github.simclrbeam.beam;

import com.google.protobuf.UnsafeByteOperations;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.images.DecodeLimits;
import io.github.simclrbeam.images.ImageDecoder;
import io.github.simclrbeam.images.Pixels;
import io.github.simclrbeam.images.UndecodableImageException;
import io.github.simclrbeam.proto.DeadLetter;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.RawPixels;
import io.github.simclrbeam.proto.RawSlice;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import org.apache.beam.sdk.util.BackOff;
import org.apache.beam.sdk.util.BackOffUtils;
import org.apache.beam.sdk.util.FluentBackoff;
import org.apache.beam.sdk.util.Sleeper;
import org.joda.time.Duration;

/**
 * References to pixels. A fault of the image becomes a {@link BadImage}. A fault of reading (no
 * permission, a broken connection) says nothing about the image: it is tried again {@value
 * #RETRIES} times, waiting longer each time, and then thrown. Thread-safe.
 */
public final class ReadImage {
  static final int RETRIES = 3;

  private static final FluentBackoff BACKOFF =
      FluentBackoff.DEFAULT
          .withMaxRetries(RETRIES)
          .withInitialBackoff(Duration.millis(500))
          .withMaxBackoff(Duration.standardSeconds(10));

  /** How bytes are got, so that tests can stand in for a file system that fails. */
  interface Storage {
    /** Returns the file's first bytes, at most so many. */
    byte[] read(String uri, long most) throws IOException;

    /** Returns a part of the file. */
    byte[] read(String uri, long offset, int length) throws IOException;
  }

  private static final class Files implements Storage {
    @Override
    public byte[] read(String uri, long most) throws IOException {
      try (InputStream in = StoredFile.open(uri)) {
        return in.readNBytes((int) Math.min(most, Integer.MAX_VALUE - 8));
      }
    }

    @Override
    public byte[] read(String uri, long offset, int length) throws IOException {
      return StoredFile.read(uri, offset, length);
    }
  }

  private interface Attempt {
    byte[] read() throws IOException;
  }

  private final int channels;
  private final DecodeLimits limits;
  private final Storage storage;
  private final Sleeper sleeper;

  private ReadImage(int channels, DecodeLimits limits, Storage storage, Sleeper sleeper) {
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException("channels must be 1 or 3, but was: " + channels);
    }
    this.channels = channels;
    this.limits = limits;
    this.storage = storage;
    this.sleeper = sleeper;
  }

  /**
   * Returns a reader of images with 1 (gray) or 3 (RGB) channels; images with others are converted.
   */
  public static ReadImage withChannels(int channels) {
    return new ReadImage(channels, DecodeLimits.DEFAULT, new Files(), Sleeper.DEFAULT);
  }

  /** For tests. */
  static ReadImage of(int channels, DecodeLimits limits, Storage storage, Sleeper sleeper) {
    return new ReadImage(channels, limits, storage, sleeper);
  }

  /**
   * Reads and decodes an image.
   *
   * @throws IOException if the bytes could not be got; names the image
   */
  public ReadOutcome read(ImageReference image) throws IOException {
    return switch (image.getContentCase()) {
      case WHOLE_FILE -> decode(image, file(image));
      case SLICE -> raw(image, slice(image));
      case PIXELS -> raw(image, image.getPixels());
      case CONTENT_NOT_SET ->
          throw new IllegalArgumentException("nothing says where the bytes are of " + image);
    };
  }

  private ReadOutcome decode(ImageReference image, byte[] encoded) {
    if (encoded.length > limits.maxBytes()) {
      DeadLetter.Builder letter = letter(image, "read", encoded.length, limits.maxBytes());
      return bad(
          letter,
          UndecodableImageException.TOO_LARGE,
          "an image must have at most %d bytes, but has more".formatted(limits.maxBytes()));
    }
    try {
      Pixels pixels = ImageDecoder.decode(encoded, channels, limits);
      return new DecodedImage(image, pixels, ContentDigest.of(encoded), encoded.length);
    } catch (UndecodableImageException e) {
      return bad(letter(image, "decode", encoded.length, e.offset()), e.reason(), e.getMessage());
    } catch (RuntimeException e) {
      throw new IllegalStateException("decoding failed: " + name(image), e);
    }
  }

  private static DeadLetter.Builder letter(
      ImageReference image, String stage, long bytes, long offset) {
    return DeadLetter.newBuilder()
        .setUri(image.getUri())
        .setId(image.getId())
        .setStage(stage)
        .setBytes(bytes)
        .setOffset(offset);
  }

  private static BadImage bad(DeadLetter.Builder letter, String reason, String message) {
    String line = message.lines().findFirst().orElse("");
    return new BadImage(letter.setReason(reason).setMessage(line).build());
  }

  private DecodedImage raw(ImageReference image, RawPixels raw) {
    byte[] value = raw.getValue().toByteArray();
    Pixels pixels = new Pixels(raw.getWidth(), raw.getHeight(), raw.getChannels(), value);
    return new DecodedImage(image, converted(pixels, image), ContentDigest.of(value), value.length);
  }

  private Pixels converted(Pixels pixels, ImageReference image) {
    if (pixels.channels() == channels) {
      return pixels;
    }
    if (channels == 1) {
      throw new IllegalArgumentException(
          "raw pixels must have one channel to be gray, but have: %d (%s)"
              .formatted(pixels.channels(), name(image)));
    }
    byte[] gray = pixels.bytes();
    byte[] rgb = new byte[3 * gray.length];
    for (int i = 0; i < gray.length; i++) {
      rgb[3 * i] = gray[i];
      rgb[3 * i + 1] = gray[i];
      rgb[3 * i + 2] = gray[i];
    }
    return new Pixels(pixels.width(), pixels.height(), channels, rgb);
  }

  private byte[] file(ImageReference image) throws IOException {
    return retried(image, () -> storage.read(image.getUri(), limits.maxBytes() + 1));
  }

  private RawPixels slice(ImageReference image) throws IOException {
    RawSlice slice = image.getSlice();
    int length =
        Math.multiplyExact(
            Math.multiplyExact(slice.getWidth(), slice.getHeight()), slice.getChannels());
    byte[] value = retried(image, () -> storage.read(image.getUri(), slice.getOffset(), length));
    return RawPixels.newBuilder()
        .setWidth(slice.getWidth())
        .setHeight(slice.getHeight())
        .setChannels(slice.getChannels())
        .setValue(UnsafeByteOperations.unsafeWrap(value))
        .build();
  }

  private byte[] retried(ImageReference image, Attempt attempt) throws IOException {
    BackOff backoff = BACKOFF.backoff();
    while (true) {
      try {
        return attempt.read();
      } catch (IOException e) {
        if (!waited(backoff)) {
          throw new IOException(
              "reading failed %d times: %s: %s".formatted(RETRIES + 1, name(image), e), e);
        }
      }
    }
  }

  private boolean waited(BackOff backoff) throws IOException {
    try {
      return BackOffUtils.next(sleeper, backoff);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting to read again");
    }
  }

  private static String name(ImageReference image) {
    return image.getId() + " (" + image.getUri() + ")";
  }
}
