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
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.beam.sdk.util.Sleeper;

/**
 * References to bytes or pixels. A fault of reading (no permission, a broken connection) says
 * nothing about the image: it is tried again and then thrown. Thread-safe.
 *
 * <p>Keeps the files open that parts were read of last, at most {@value OpenFiles#MOST}, until it
 * is closed.
 */
public final class ContentReader implements AutoCloseable {
  /** How bytes are got, so that tests can stand in for a file system that fails. */
  public interface Storage extends AutoCloseable {
    /** Returns the file's first bytes, at most so many. */
    byte[] read(String uri, long most) throws IOException;

    /** Returns a part of the file. */
    byte[] read(String uri, long offset, int length) throws IOException;

    @Override
    default void close() throws IOException {}
  }

  private static final class Files implements Storage {
    private final OpenFiles open = new OpenFiles();

    @Override
    public byte[] read(String uri, long most) throws IOException {
      try (InputStream in = StoredFile.open(uri)) {
        return in.readNBytes((int) Math.min(most, Integer.MAX_VALUE - 8));
      }
    }

    @Override
    public byte[] read(String uri, long offset, int length) throws IOException {
      return open.read(uri, offset, length);
    }

    @Override
    public void close() throws IOException {
      open.close();
    }
  }

  /** Of a record that holds an image, beside it: bytes that are read with it. */
  private static final long OTHER_FEATURES_BYTES = 16 << 20;

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
      case ENCODED -> span(image, image.getEncoded(), maxBytes, Encoded::new);
      case RAW ->
          span(image, image.getRaw().getSpan(), maxBytes, b -> raw(b, image.getRaw().getShape()));
      case EXAMPLE ->
          span(
              image,
              image.getExample().getSpan(),
              mostRecordBytes(),
              b -> example(b, image.getExample()));
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

  /** Closes the files that are kept open. */
  @Override
  public void close() throws IOException {
    storage.close();
  }

  private ImageContent wholeFile(ImageReference image) throws IOException {
    byte[] bytes;
    try {
      bytes = retries.of(image, () -> storage.read(image.getUri(), maxBytes + 1));
    } catch (FileNotFoundException e) {
      return unusable(FaultReasons.MISSING, "there is no such file", -1, -1);
    }
    Compression compression = Compression.of(bytes);
    return compression == Compression.NONE || bytes.length > maxBytes
        ? checked(bytes)
        : uncompressed(bytes, compression);
  }

  private ImageContent uncompressed(byte[] bytes, Compression compression) throws IOException {
    try (InputStream in = compression.open(new ByteArrayInputStream(bytes))) {
      return checked(in.readNBytes((int) Math.min(maxBytes + 1, Integer.MAX_VALUE - 8)));
    } catch (CorruptCompressionException e) {
      return unusable(
          e.isCut() ? FaultReasons.TRUNCATED : FaultReasons.CORRUPT,
          "the file cannot be uncompressed by %s: %s".formatted(compression, e.getMessage()),
          e.isCut() ? bytes.length : -1,
          bytes.length);
    }
  }

  /** What to make of the bytes of a span. */
  private interface Meaning {
    ImageContent of(byte[] bytes) throws IOException;
  }

  /** A record may be larger than its image. */
  private long mostRecordBytes() {
    return Math.min(maxBytes, Integer.MAX_VALUE - OTHER_FEATURES_BYTES) + OTHER_FEATURES_BYTES;
  }

  private ImageContent span(ImageReference image, Span span, long most, Meaning meaning)
      throws IOException {
    if (span.getLength() > most) {
      return tooLarge(span.getLength());
    }
    boolean ours = !span.getFile().isEmpty();
    String file = ours ? span.getFile() : image.getUri();
    int length = Math.toIntExact(span.getLength());
    byte[] bytes;
    try {
      bytes = retries.of(image, () -> storage.read(file, span.getOffset(), length));
    } catch (FileNotFoundException | BeyondFileException e) {
      if (ours) {
        throw lost(image, e);
      }
      return e instanceof BeyondFileException beyond
          ? unusable(FaultReasons.TRUNCATED, beyond.getMessage(), beyond.fileBytes(), length)
          : unusable(FaultReasons.MISSING, "there is no such file", -1, length);
    }
    return meaning.of(bytes);
  }

  /** A temporary file that this run wrote: without it no image of the part can be trusted. */
  private static IOException lost(ImageReference image, IOException e) {
    return new IOException(
        "what was put aside when listing is not there any more: %s (%s): %s"
            .formatted(image.getId(), image.getUri(), e),
        e);
  }

  private ImageContent example(byte[] record, ExampleSpan example) throws IOException {
    ImageContent content =
        ExampleImage.of(record, example.getSpan().getOffset(), example.getFeature());
    if (content instanceof Encoded encoded) {
      if (encoded.bytes().length > maxBytes) {
        return tooLarge(encoded.bytes().length);
      }
      return example.hasRaw() ? raw(encoded.bytes(), example.getRaw()) : encoded;
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

  private static Unusable unusable(String reason, String message, long offset, long bytes) {
    return new Unusable(FaultReasons.fault(reason, message, offset, bytes));
  }
}
