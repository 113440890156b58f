package io.github.simclrbeam.sources;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A file of the IDX format: two zero bytes, the type of the values, the number of dimensions, each
 * dimension as a big-endian 32-bit number, the values (yann.lecun.com/exdb/mnist). Of its types
 * only unsigned bytes are read.
 *
 * @param file the file; the values of a compressed one cannot be addressed
 * @param dimensions as in the header: images, rows, columns; or labels
 */
@SuppressWarnings("ArrayRecordComponent") // Carriers: never compared.
record IdxFile(Candidate file, int[] dimensions) implements Serializable {
  private static final int UNSIGNED_BYTES = 0x08;
  private static final int MOST_PIXELS = 1 << 28;

  /** Headers with more would rather be dark pixels of other files without a header. */
  private static final int MOST_DIMENSIONS = 8;

  /**
   * Returns the file's header, or null if it is not an IDX file by its first four bytes.
   *
   * @throws UnusableInputException if it is one, but not of unsigned bytes in one or three
   *     dimensions, or too short or too long for its dimensions
   */
  static IdxFile recognise(Candidate file) throws IOException {
    byte[] magic = file.head();
    boolean idx = magic.length >= 4 && magic[0] == 0 && magic[1] == 0 && isKnownType(magic[2]);
    return idx && magic[3] > 0 && magic[3] <= MOST_DIMENSIONS ? header(file) : null;
  }

  boolean holdsImages() {
    return dimensions.length == 3;
  }

  /** The images or labels that the header counts. */
  int count() {
    return dimensions[0];
  }

  int rows() {
    return dimensions[1];
  }

  int columns() {
    return dimensions[2];
  }

  /** Bytes of one image, or 1 for labels. */
  int valueBytes() {
    return holdsImages() ? rows() * columns() : 1;
  }

  /** The byte of the (uncompressed) file where the values begin. */
  long valuesOffset() {
    return 4L + 4L * dimensions.length;
  }

  /**
   * Opens the file uncompressed, behind its header.
   *
   * @throws UnusableInputException if it cannot be uncompressed so far
   */
  InputStream openValues() throws IOException {
    InputStream values = file.open();
    try {
      values.skipNBytes(valuesOffset());
      return values;
    } catch (EOFException | CorruptCompressionException e) {
      values.close();
      throw damaged(0, e);
    }
  }

  /**
   * Reads the next value of an opened file.
   *
   * @throws UnusableInputException if the file ends within it, or holds more behind the last
   */
  byte[] readValue(InputStream in, int index) throws IOException {
    try {
      byte[] value = readNBytes(in);
      if (value.length < valueBytes()) {
        throw cut(index, value.length);
      }
      if (index == count() - 1 && in.read() >= 0) {
        throw new UnusableInputException(
            "%s must end at byte %d%s by its header, but goes on"
                .formatted(
                    file.uri(),
                    valuesOffset() + (long) count() * valueBytes(),
                    file.compressed() ? " (uncompressed)" : ""));
      }
      return value;
    } catch (CorruptCompressionException e) {
      throw damaged(index, e);
    }
  }

  /** A compressed file that breaks off is as short as one that was cut before compressing. */
  private byte[] readNBytes(InputStream in) throws IOException {
    try {
      return in.readNBytes(valueBytes());
    } catch (CorruptCompressionException e) {
      if (e.isCut()) {
        return new byte[0];
      }
      throw e;
    }
  }

  private UnusableInputException cut(int index, int bytes) {
    return new UnusableInputException(
        "%s ends at byte %d%s, but its header counts %d %s of %d bytes"
            .formatted(
                file.uri(),
                valuesOffset() + (long) index * valueBytes() + bytes,
                file.compressed() ? " (uncompressed)" : "",
                count(),
                holdsImages() ? "images" : "labels",
                valueBytes()));
  }

  private UnusableInputException damaged(int index, IOException e) {
    return new UnusableInputException(
        "%s cannot be uncompressed at image or label %d: %s"
            .formatted(file.uri(), index, e.getMessage()));
  }

  private static IdxFile header(Candidate file) throws IOException {
    byte[] head = file.head();
    int type = head[2] & 0xff;
    int rank = head[3] & 0xff;
    if (type != UNSIGNED_BYTES || (rank != 1 && rank != 3)) {
      throw new UnusableInputException(
          "%s is an IDX file of type 0x%02x with %d dimensions, but must be of unsigned bytes (0x08) with 3 (images) or 1 (labels)"
              .formatted(file.uri(), type, rank));
    }
    if (head.length < 4 + 4 * rank) {
      throw new UnusableInputException(
          "%s is an IDX file, but ends within its header at byte %d"
              .formatted(file.uri(), head.length));
    }
    int[] dimensions = new int[rank];
    ByteBuffer.wrap(head, 4, 4 * rank).asIntBuffer().get(dimensions);
    IdxFile idx = new IdxFile(file, dimensions);
    idx.check();
    return idx;
  }

  private void check() throws UnusableInputException {
    boolean sane = dimensions[0] >= 0;
    long valueBytes = 1;
    for (int i = 1; i < dimensions.length; i++) {
      sane &= dimensions[i] > 0;
      valueBytes = sane ? Math.multiplyExact(valueBytes, (long) dimensions[i]) : valueBytes;
    }
    if (!sane || valueBytes > MOST_PIXELS) {
      throw new UnusableInputException(
          "%s is an IDX file, but its dimensions must be positive with at most %d pixels an image, but were: %s"
              .formatted(file.uri(), MOST_PIXELS, Arrays.toString(dimensions)));
    }
    long expected = valuesOffset() + valueBytes * count();
    if (!file.compressed() && file.entry().bytes() != expected) {
      throw new UnusableInputException(
          "%s must have %d bytes by its IDX header %s, but has: %d"
              .formatted(file.uri(), expected, Arrays.toString(dimensions), file.entry().bytes()));
    }
  }

  private static boolean isKnownType(byte type) {
    return type == 0x08 || type == 0x09 || (type >= 0x0b && type <= 0x0e);
  }
}
