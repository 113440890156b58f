package io.github.simclrbeam.embeddings;

import io.github.simclrbeam.shards.CorruptShardException;
import io.github.simclrbeam.shards.IncompatibleFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a .npy file says about itself (NumPy enhancement proposal 1, format versions 1 to 3).
 *
 * @param kind 'f' floating point, 'i' and 'u' integers, 'U' UCS-4 text, 'S' byte text
 * @param itemBytes size of one value
 * @param bigEndian whether values have their highest byte first
 * @param rows the first axis
 * @param columns the second axis; 1 for an array of one axis
 * @param axes 1 or 2
 * @param dataOffset where the values begin
 */
record NpyHeader(
    char kind,
    int itemBytes,
    boolean bigEndian,
    long rows,
    long columns,
    int axes,
    long dataOffset) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LONGEST = 1 << 16;
  private static final Pattern DESCR =
      Pattern.compile("'descr'\\s*:\\s*'([<>|=])([a-zA-Z])(\\d{1,7})'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\s]*)\\)");

  /** Returns whether a file that begins with these bytes is a .npy file. */
  static boolean startsWithMagic(byte[] head) {
    return head.length >= MAGIC.length
        && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /**
   * Reads the header, leaving the stream at the first value.
   *
   * @throws CorruptShardException if the file is no .npy file, or its size is not what the header
   *     says
   * @throws IncompatibleFormatException if the array is of a kind that is not read here
   */
  static NpyHeader read(InputStream in, String uri, long fileSize) throws IOException {
    byte[] start = in.readNBytes(8);
    if (start.length < 8 || !startsWithMagic(start)) {
      throw new CorruptShardException(uri, 0, "not a .npy file");
    }
    int lengthBytes = start[6] == 1 ? 2 : 4;
    if (start[6] < 1 || start[6] > 3) {
      throw new IncompatibleFormatException(
          ".npy format version must be 1, 2 or 3, but was: %d (%s)".formatted(start[6], uri));
    }
    byte[] lengthField = in.readNBytes(lengthBytes);
    long length = 0;
    for (int i = lengthField.length - 1; i >= 0; i--) {
      length = length << 8 | (lengthField[i] & 0xff);
    }
    if (length > LONGEST || 8 + lengthBytes + length > fileSize) {
      throw new CorruptShardException(uri, 8, "the header cannot be " + length + " bytes long");
    }
    String text = new String(in.readNBytes((int) length), StandardCharsets.UTF_8);
    return parse(text, 8 + lengthBytes + length, uri).checked(uri, fileSize);
  }

  private static NpyHeader parse(String text, long dataOffset, String uri) throws IOException {
    Matcher descr = DESCR.matcher(text);
    Matcher order = ORDER.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    if (!descr.find() || !order.find() || !shape.find()) {
      throw new IncompatibleFormatException(
          "the array must be of plain numbers or text, but was: %s (%s)"
              .formatted(text.strip(), uri));
    }
    long[] sizes = sizes(shape.group(1), uri);
    boolean transposed = sizes.length == 2 && order.group(1).equals("True");
    if (sizes.length < 1 || sizes.length > 2 || transposed) {
      throw new IncompatibleFormatException(
          "the array must have one or two axes in C order, but was: %s (%s)"
              .formatted(text.strip(), uri));
    }
    return new NpyHeader(
        descr.group(2).charAt(0),
        Integer.parseInt(descr.group(3)) * (descr.group(2).equals("U") ? 4 : 1),
        descr.group(1).equals(">"),
        sizes[0],
        sizes.length == 2 ? sizes[1] : 1,
        sizes.length,
        dataOffset);
  }

  private static long[] sizes(String shape, String uri) throws CorruptShardException {
    try {
      return Arrays.stream(shape.split(",", -1))
          .map(String::strip)
          .filter(size -> !size.isEmpty())
          .mapToLong(Long::parseLong)
          .toArray();
    } catch (NumberFormatException e) {
      throw new CorruptShardException(uri, 10, "shape must be numbers, but was: " + shape);
    }
  }

  private NpyHeader checked(String uri, long fileSize) throws IOException {
    long expected;
    try {
      expected =
          Math.addExact(
              dataOffset, Math.multiplyExact(Math.multiplyExact(rows, columns), (long) itemBytes));
    } catch (ArithmeticException e) {
      expected = Long.MAX_VALUE;
    }
    if (fileSize != expected) {
      throw new CorruptShardException(
          uri,
          dataOffset,
          "%d x %d values of %d bytes must make a file of %d bytes, but was: %d"
              .formatted(rows, columns, itemBytes, expected, fileSize));
    }
    return this;
  }
}
