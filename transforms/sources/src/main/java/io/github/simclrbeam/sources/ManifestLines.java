package io.github.simclrbeam.sources;

import io.github.simclrbeam.files.StoredFile;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.ZipException;

/** The lines of a manifest, one at a time; they end with LF or CR LF and are UTF-8. */
final class ManifestLines implements Closeable {
  /** A longer row is none: something else was taken for a manifest. */
  static final int MOST_BYTES = 1 << 20;

  /** A place between two lines: of the uncompressed file, and the line's number from 1. */
  record Place(long offset, long line) implements java.io.Serializable {
    static final Place START = new Place(0, 1);
  }

  private final String uri;
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int limit;
  private byte[] line = new byte[256];
  private Place place;

  private ManifestLines(String uri, InputStream in, Place place) {
    this.uri = uri;
    this.in = in;
    this.place = place;
  }

  /** Opens a manifest at a place; the caller closes. */
  static ManifestLines open(Candidate file, Place place) throws IOException {
    if (!file.compressed() && place.offset() > 0) {
      SeekableByteChannel channel = StoredFile.openSeekable(file.uri());
      channel.position(place.offset());
      return new ManifestLines(file.uri(), Channels.newInputStream(channel), place);
    }
    ManifestLines lines = new ManifestLines(file.uri(), file.open(), place);
    lines.skip(place.offset());
    return lines;
  }

  /** Returns where the next line begins. */
  Place place() {
    return place;
  }

  String uri() {
    return uri;
  }

  /**
   * Returns the next line; null behind the last.
   *
   * @throws UnusableInputException if it is no text or too long, or cannot be uncompressed
   */
  ManifestLine next() throws IOException {
    int length = 0;
    boolean ended = false;
    while (!ended && (at < limit || fill())) {
      int newline = at;
      while (newline < limit && buffer[newline] != '\n') {
        newline++;
      }
      ended = newline < limit;
      int bytes = newline - at + (ended ? 1 : 0);
      if (length + bytes > MOST_BYTES) {
        throw refused("is longer than %d bytes".formatted(MOST_BYTES));
      }
      if (length + bytes > line.length) {
        line = Arrays.copyOf(line, Math.max(2 * line.length, length + bytes));
      }
      System.arraycopy(buffer, at, line, length, bytes);
      length += bytes;
      at += bytes;
    }
    return length == 0 ? null : line(length);
  }

  /** Says what is wrong with the line that begins at the {@link #place()}. */
  UnusableInputException refused(String what) {
    return refused(place.line(), what);
  }

  UnusableInputException refused(long line, String what) {
    return new UnusableInputException("%s: line %d %s".formatted(uri, line, what));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private ManifestLine line(int length) throws UnusableInputException {
    int end = length;
    for (int i = 0; i < length; i++) {
      if (line[i] == 0) {
        throw refused("holds a zero byte, but a manifest is UTF-8 text");
      }
    }
    if (line[end - 1] == '\n') {
      end--;
    }
    String text;
    boolean utf8 = true;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line, 0, end)).toString();
    } catch (CharacterCodingException e) {
      text = new String(line, 0, end, StandardCharsets.UTF_8);
      utf8 = false;
    }
    if (place.line() == 1 && text.startsWith("\ufeff")) {
      text = text.substring(1);
    }
    ManifestLine read = new ManifestLine(place.line(), place.offset(), length, text, utf8);
    place = new Place(place.offset() + length, place.line() + 1);
    return read;
  }

  private boolean fill() throws IOException {
    try {
      at = 0;
      limit = Math.max(0, in.read(buffer));
      return limit > 0;
    } catch (EOFException | ZipException e) {
      throw refused("cannot be uncompressed: " + e.getMessage());
    }
  }

  private void skip(long bytes) throws IOException {
    try {
      in.skipNBytes(bytes);
    } catch (EOFException | ZipException e) {
      throw refused("cannot be uncompressed: " + e.getMessage());
    }
  }
}
