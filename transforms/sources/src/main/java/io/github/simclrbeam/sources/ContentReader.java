package io.github.simclrbeam.sources;

import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.proto.ExampleSpan;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.RawShape;
import io.github.simclrbeam.proto.Span;
import io.github.simclrbeam.sources.ImageContent.Encoded;
import io.github.simclrbeam.sources.ImageContent.Raw;
import io.github.simclrbeam.sources.ImageContent.Unusable;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import org.apache.beam.sdk.util.Sleeper;

/**
 * References to bytes or pixels. A fault of reading (no permission, a broken connection) says
 * nothing about the image: it is tried again and then thrown. Thread-safe.
 */
public final class ContentReader {
  /** How bytes are got, so that tests can stand in for a file system that fails. */
  public interface Storage {
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

  private final long maxBytes;
  private final Storage storage;
  private final Retries retries;

  private ContentReader(long maxBytes, Storage storage, Sleeper sleeper) {
    this.maxBytes = maxBytes;
    this.storage = storage;
    this.retries = new Retries(sleeper);
  }

  /**
   * Returns a reader.
   *
   * @param maxBytes of one image, uncompressed as a file but encoded as an image
   */
  public static ContentReader upTo(long maxBytes) {
    return new ContentReader(maxBytes, new Files(), Sleeper.DEFAULT);
  }

  /** The same over another storage, for tests. */
  public static ContentReader of(long maxBytes, Storage storage, Sleeper sleeper) {
    return new ContentReader(maxBytes, storage, sleeper);
  }

  /**
   * Reads.
   *
   * @throws IOException if the bytes could not be got; names the image
   */
  public ImageContent read(ImageReference image) throws IOException {
    return switch (image.getContentCase()) {
      case WHOLE_FILE -> wholeFile(image);
      case ENCODED -> encoded(image);
      case RAW -> raw(read(image, image.getRaw().getSpan()), image.getRaw().getShape());
      case EXAMPLE -> example(image, image.getExample());
      case CARRIED_ENCODED -> checked(image.getCarriedEncoded().toByteArray());
      case CARRIED_PIXELS ->
          raw(
              image.getCarriedPixels().getValue().toByteArray(),
              image.getCarriedPixels().getShape());
      case FAULT -> new Unusable(image.getFault());
      case CONTENT_NOT_SET ->
          throw new IllegalArgumentException("nothing says where the bytes are of " + image);
    };
  }

  private ImageContent wholeFile(ImageReference image) throws IOException {
    byte[] bytes;
    try {
      bytes = retries.of(image, () -> storage.read(image.getUri(), maxBytes + 1));
    } catch (FileNotFoundException e) {
      return unusable(FaultReasons.MISSING, "there is no such file", -1, -1);
    }
    Compression compression = Compression.of(bytes);
    return compression == Compression.NONE ? checked(bytes) : uncompressed(bytes, compression);
  }

  private ImageContent uncompressed(byte[] bytes, Compression compression) throws IOException {
    try (InputStream in = compression.open(new ByteArrayInputStream(bytes))) {
      return checked(in.readNBytes((int) Math.min(maxBytes + 1, Integer.MAX_VALUE - 8)));
    } catch (EOFException e) {
      return unusable(
          FaultReasons.TRUNCATED,
          "the file is compressed by %s and breaks off".formatted(compression),
          bytes.length,
          bytes.length);
    } catch (ZipException e) {
      return unusable(
          FaultReasons.CORRUPT,
          "the file cannot be uncompressed by %s: %s".formatted(compression, e.getMessage()),
          -1,
          bytes.length);
    }
  }

  private ImageContent encoded(ImageReference image) throws IOException {
    long length = image.getEncoded().getLength();
    return length > maxBytes ? tooLarge(length) : new Encoded(read(image, image.getEncoded()));
  }

  private ImageContent example(ImageReference image, ExampleSpan example) throws IOException {
    byte[] record = read(image, example.getSpan());
    ImageContent content =
        ExampleImage.of(record, example.getSpan().getOffset(), example.getFeature());
    if (content instanceof Encoded encoded) {
      return example.hasRaw() ? raw(encoded.bytes(), example.getRaw()) : checked(encoded.bytes());
    }
    return content;
  }

  private static ImageContent raw(byte[] stored, RawShape shape) {
    if (stored.length != RawLayout.bytes(shape)) {
      return unusable(
          FaultReasons.CORRUPT,
          "pixels must be %d bytes, but were: %d".formatted(RawLayout.bytes(shape), stored.length),
          -1,
          stored.length);
    }
    return new Raw(
        shape.getWidth(),
        shape.getHeight(),
        shape.getChannels(),
        RawLayout.interleaved(stored, shape),
        stored);
  }

  private ImageContent checked(byte[] bytes) {
    return bytes.length > maxBytes ? tooLarge(bytes.length) : new Encoded(bytes);
  }

  private ImageContent tooLarge(long bytes) {
    return unusable(
        FaultReasons.TOO_LARGE,
        "an image must have at most %d bytes, but has more".formatted(maxBytes),
        maxBytes,
        bytes);
  }

  private byte[] read(ImageReference image, Span span) throws IOException {
    String file = span.getFile().isEmpty() ? image.getUri() : span.getFile();
    int length = Math.toIntExact(span.getLength());
    return retries.of(image, () -> storage.read(file, span.getOffset(), length));
  }

  private static Unusable unusable(String reason, String message, long offset, long bytes) {
    return new Unusable(FaultReasons.fault(reason, message, offset, bytes));
  }
}
