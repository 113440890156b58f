package io.github.simclrbeam.probe;

import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.images.Pixels;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * The images of an IDX file of unsigned bytes in three dimensions, one channel each. A gzipped file
 * is held uncompressed in memory; of a plain one only the images asked for are read.
 */
final class IdxPictures {
  private static final int HEADER_BYTES = 16;
  private static final int MAGIC = 0x0803;

  private final String uri;
  private final int count;
  private final int height;
  private final int width;
  private final byte[] values;

  private IdxPictures(String uri, ByteBuffer header, byte[] values) {
    this.uri = uri;
    this.count = header.getInt(4);
    this.height = header.getInt(8);
    this.width = header.getInt(12);
    this.values = values;
  }

  /** Opens the file; empty when it is none, or none of this kind. */
  static Optional<IdxPictures> open(String uri) {
    try {
      if (!StoredFile.exists(uri)) {
        return Optional.empty();
      }
      try (InputStream plain = new BufferedInputStream(StoredFile.open(uri), 1 << 16)) {
        plain.mark(2);
        boolean gzipped = plain.read() == 0x1f && plain.read() == 0x8b;
        plain.reset();
        InputStream in = gzipped ? new GZIPInputStream(plain, 1 << 16) : plain;
        ByteBuffer header = ByteBuffer.wrap(in.readNBytes(HEADER_BYTES));
        if (header.capacity() < HEADER_BYTES || header.getInt(0) != MAGIC) {
          return Optional.empty();
        }
        IdxPictures file = new IdxPictures(uri, header, gzipped ? in.readAllBytes() : new byte[0]);
        return file.width < 1 || file.height < 1 ? Optional.empty() : Optional.of(file);
      }
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns an image; empty when the file holds none of that index. */
  Optional<Pixels> read(long index) throws IOException {
    if (index < 0 || index >= count) {
      return Optional.empty();
    }
    int bytes = Math.multiplyExact(width, height);
    long offset = index * bytes;
    byte[] pixels;
    if (values.length == 0) {
      pixels = StoredFile.read(uri, HEADER_BYTES + offset, bytes);
    } else if (offset + bytes > values.length) {
      return Optional.empty();
    } else {
      pixels = Arrays.copyOfRange(values, (int) offset, (int) offset + bytes);
    }
    return Optional.of(new Pixels(width, height, 1, pixels));
  }
}
