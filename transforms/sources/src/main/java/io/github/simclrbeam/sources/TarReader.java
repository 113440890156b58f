package io.github.simclrbeam.sources;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.apache.commons.compress.archivers.zip.ZipEncoding;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;

/**
 * The members of a tar archive in order: V7, USTAR, GNU and PAX (POSIX.1-2001). Directories,
 * devices and hidden files are passed over. The archive ends at its first block of zeros, or where
 * the file does; a header behind that is lost members ({@link #checkEnd}). Of a plain file only
 * headers are read and the rest is skipped over by seeking, which is why the library's stream,
 * which reads all, is not used: only its parsing of one header is. Not thread-safe.
 */
final class TarReader implements AutoCloseable {
  static final int BLOCK = TarConstants.DEFAULT_RCDSIZE;

  /** Read at a time behind a plain archive's end. */
  private static final int REST_BYTES = 128 * BLOCK;

  // Little more than a header: what is read ahead of an image is read in vain.
  private static final int BUFFER_BYTES = 4 * BLOCK;

  private static final ZipEncoding UTF_8 = ZipEncodingHelper.getZipEncoding("UTF-8");

  private final Candidate file;
  private final InputStream in;
  private long position;
  private long dataEnd;

  private TarReader(Candidate file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  /** Returns whether a file's first bytes are a header. */
  static boolean recognises(byte[] head) {
    if (head.length < BLOCK) {
      return false;
    }
    byte[] header = Arrays.copyOf(head, BLOCK);
    int magic = TarConstants.MAGIC_OFFSET;
    byte[] ustar = {'u', 's', 't', 'a', 'r'};
    return Arrays.equals(header, magic, magic + ustar.length, ustar, 0, ustar.length)
        || (header[0] != 0 && isChecked(header));
  }

  static TarReader open(Candidate file) throws IOException {
    return new TarReader(
        file,
        file.compressed()
            ? file.open()
            : new BufferedInputStream(ListedStream.open(file.entry()), BUFFER_BYTES));
  }

  /**
   * Returns the next member; empty at the end.
   *
   * @throws TarDamageException if the next one cannot be found
   */
  Optional<TarMember> next() throws IOException {
    return guarded(
        () -> {
          while (true) {
            skipData();
            skipPadding();
            TarExtensions extensions = new TarExtensions();
            long start = position;
            TarArchiveEntry entry = entry(extensions);
            if (entry == null) {
              return Optional.empty();
            }
            TarMember member = member(entry, extensions, start);
            if (member != null && !member.isHidden()) {
              return Optional.of(member);
            }
          }
        });
  }

  /**
   * Returns the bytes of the member that was returned last; once.
   *
   * @throws TarDamageException if they cannot be uncompressed
   */
  byte[] read(TarMember member) throws IOException {
    return guarded(() -> read(Math.toIntExact(member.bytes()), "member " + member.path()));
  }

  /**
   * Reads what stands behind the archive's end, after its last member. Zeros and what else is no
   * header is padding; what a compressed file's damage hides there is not looked for.
   *
   * @throws TarDamageException if a header stands there, as where archives were joined or zeros
   *     were written over one
   */
  void checkEnd() throws IOException {
    long end = Math.max(0, position - BLOCK);
    // Damage costs what was uncompressed in the same call.
    byte[] blocks = new byte[file.compressed() ? BLOCK : REST_BYTES];
    try {
      int count = in.readNBytes(blocks, 0, blocks.length);
      while (count >= BLOCK) {
        for (int at = 0; at + BLOCK <= count; at += BLOCK) {
          if (isHeader(blocks, at)) {
            throw corrupt(position + at, "data stand behind the archive's end at byte " + end);
          }
        }
        position += count;
        count = in.readNBytes(blocks, 0, blocks.length);
      }
    } catch (CorruptCompressionException e) {
      // All members came before.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Returns the next entry, with what is said in front of it; null at the end. */
  private TarArchiveEntry entry(TarExtensions extensions) throws IOException {
    while (true) {
      long at = position;
      byte[] header = header();
      if (header == null) {
        return null;
      }
      TarArchiveEntry entry = parsed(header, at);
      if (!TarExtensions.isExtension(entry)) {
        skipSparseMap(entry);
        return entry;
      }
      extensions.expect(entry, at, this);
      extensions.add(entry, read((int) entry.getSize(), "a name"), at, this);
      skipPadding();
    }
  }

  private TarMember member(TarArchiveEntry entry, TarExtensions extensions, long start)
      throws IOException {
    String path = clean(extensions.path().orElse(entry.getName()));
    // By the whole path: a long one may have been cut for the header behind any slash.
    boolean directory = entry.getLinkFlag() == TarConstants.LF_DIR || path.endsWith("/");
    boolean device = entry.isBlockDevice() || entry.isCharacterDevice() || entry.isFIFO();
    boolean link = entry.isLink() || entry.isSymbolicLink();
    // Links may give the size of what they point to.
    boolean empty = directory || device || link;
    long bytes = empty ? 0 : extensions.bytes().orElse(entry.getSize());
    dataEnd = Math.addExact(position, bytes);
    if (!file.compressed() && dataEnd > file.entry().bytes()) {
      throw damage(
          path,
          FaultReasons.TRUNCATED,
          start,
          "the file ends within member %s of %d bytes at byte %d"
              .formatted(path, bytes, file.entry().bytes()));
    }
    if (path.isEmpty() || directory || device || !isFile(entry, link)) {
      return null;
    }
    boolean sparse = entry.isSparse() || extensions.isSparse();
    String problem =
        link
            ? "it is a link to " + extensions.linkPath().orElse(entry.getLinkName())
            : sparse ? "it is stored as a sparse file" : "";
    return new TarMember(path, start, position, bytes, problem);
  }

  /** Of other kinds (volume labels, directory lists) there is nothing to see. */
  private static boolean isFile(TarArchiveEntry entry, boolean link) {
    byte kind = entry.getLinkFlag();
    return link
        || kind == TarConstants.LF_OLDNORM
        || kind == TarConstants.LF_NORMAL
        || kind == TarConstants.LF_CONTIG
        || kind == TarConstants.LF_GNUTYPE_SPARSE;
  }

  private byte[] header() throws IOException {
    byte[] header = in.readNBytes(BLOCK);
    boolean zeros = Arrays.equals(header, new byte[header.length]);
    if (!zeros && header.length < BLOCK) {
      throw damage(
          FaultReasons.TRUNCATED,
          position,
          "the file ends within a header of %d bytes".formatted(BLOCK));
    }
    position += header.length;
    return zeros ? null : header;
  }

  private TarArchiveEntry parsed(byte[] header, long at) throws TarDamageException {
    if (!isChecked(header)) {
      throw corrupt(at, "the header's checksum does not match");
    }
    try {
      return new TarArchiveEntry(header, UTF_8, true);
    } catch (IOException | IllegalArgumentException e) {
      throw corrupt(at, "the header cannot be read: " + e.getMessage());
    }
  }

  private static boolean isHeader(byte[] blocks, int at) {
    return blocks[at] != 0 && isChecked(Arrays.copyOfRange(blocks, at, at + BLOCK));
  }

  private static boolean isChecked(byte[] header) {
    try {
      return TarUtils.verifyCheckSum(header);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** GNU's old way: more headers that hold nothing but where the holes are. */
  private void skipSparseMap(TarArchiveEntry entry) throws IOException {
    boolean more = entry.isOldGNUSparse() && entry.isExtended();
    while (more) {
      byte[] map = read(BLOCK, "a header");
      more = map[BLOCK - 8] != 0;
    }
  }

  private byte[] read(int length, String what) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw damage(
          FaultReasons.TRUNCATED,
          position,
          "the file ends within %s: %d of %d bytes".formatted(what, bytes.length, length));
    }
    position += length;
    return bytes;
  }

  /** Of a plain file the listed size says that they are there. */
  private void skipData() throws IOException {
    long left = dataEnd - position;
    while (left > 0) {
      long skipped = in.skip(left);
      if (skipped == 0 && in.read() < 0) {
        throw damage(FaultReasons.TRUNCATED, position, "the compressed file breaks off");
      }
      left -= Math.max(skipped, 1);
    }
    position = Math.max(position, dataEnd);
  }

  /** It may be missing behind the last member. */
  private void skipPadding() throws IOException {
    long padding = Math.floorMod(-position, BLOCK);
    while (padding > 0 && in.read() >= 0) {
      padding--;
      position++;
    }
  }

  private static String clean(String name) {
    return name.replaceFirst("^(\\.?/+)+", "");
  }

  private interface Step<T> {
    T run() throws IOException;
  }

  private <T> T guarded(Step<T> step) throws IOException {
    try {
      return step.run();
    } catch (CorruptCompressionException e) {
      if (e.isCut()) {
        throw damage(FaultReasons.TRUNCATED, position, "the compressed file breaks off");
      }
      throw corrupt(position, "it cannot be uncompressed: " + e.getMessage());
    } catch (ArithmeticException e) {
      throw corrupt(position, "a member's size is beyond all files");
    }
  }

  TarDamageException corrupt(long at, String problem) {
    return damage(FaultReasons.CORRUPT, at, problem);
  }

  private TarDamageException damage(String reason, long at, String problem) {
    return damage("", reason, at, problem);
  }

  private TarDamageException damage(String path, String reason, long at, String problem) {
    String message =
        "what follows byte %d of %s cannot be found: %s".formatted(at, file.uri(), problem);
    long lost = file.compressed() ? -1 : Math.max(0, file.entry().bytes() - at);
    return new TarDamageException(path, FaultReasons.fault(reason, message, at, lost));
  }
}
