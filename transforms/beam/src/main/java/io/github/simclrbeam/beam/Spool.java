package io.github.simclrbeam.beam;

import com.google.protobuf.ByteString;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.RawSpan;
import io.github.simclrbeam.proto.Span;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;

/**
 * A temporary file of bytes that references carry along, so that they can be addressed instead. The
 * file is made when the first such reference comes. Not thread-safe.
 */
final class Spool implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 18;

  private final String uri;
  private OutputStream out;
  private long size;

  private Spool(String uri) {
    this.uri = uri;
  }

  /** Returns one with a file of its own. */
  static Spool in(String directory) {
    return new Spool(Uris.resolve(directory, "spool-" + UUID.randomUUID()));
  }

  /** Returns the reference with the bytes that it carries replaced by where they now stand. */
  ImageReference addressed(ImageReference image) throws IOException {
    return switch (image.getContentCase()) {
      case CARRIED_ENCODED ->
          image.toBuilder().setEncoded(write(image.getCarriedEncoded())).build();
      case CARRIED_PIXELS ->
          image.toBuilder()
              .setRaw(
                  RawSpan.newBuilder()
                      .setSpan(write(image.getCarriedPixels().getValue()))
                      .setShape(image.getCarriedPixels().getShape()))
              .build();
      default -> image;
    };
  }

  private Span write(ByteString bytes) throws IOException {
    if (out == null) {
      out = new BufferedOutputStream(StoredFile.create(uri), BUFFER_BYTES);
    }
    bytes.writeTo(out);
    Span span = Span.newBuilder().setFile(uri).setOffset(size).setLength(bytes.size()).build();
    size += bytes.size();
    return span;
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
    }
  }
}
