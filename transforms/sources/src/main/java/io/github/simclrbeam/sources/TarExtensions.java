package io.github.simclrbeam.sources;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * What stands in front of a tar member because its header has no room for it: GNU's long names, and
 * the records of PAX, each {@code LENGTH KEYWORD=VALUE\n} with the length of the whole record.
 * Global PAX records are passed over: a path or a size cannot be that of every member. Of the
 * others only what is used is kept.
 */
final class TarExtensions {
  private static final String PATH = "path";
  private static final String LINK_PATH = "linkpath";
  private static final String BYTES = "size";
  private static final String SPARSE = "GNU.sparse.";
  private static final String SPARSE_PATH = "GNU.sparse.name";
  private static final Set<String> USED = Set.of(PATH, LINK_PATH, BYTES, SPARSE_PATH);

  /** Of all that stand in front of one member: no path is longer. */
  private static final int MOST_BYTES = 1 << 20;

  private final Map<String, String> values = new HashMap<>();
  private boolean sparse;
  private long total;

  static boolean isExtension(TarArchiveEntry entry) {
    return entry.isPaxHeader()
        || entry.isGlobalPaxHeader()
        || entry.isGNULongNameEntry()
        || entry.isGNULongLinkEntry();
  }

  /**
   * Makes sure that an extension may be read.
   *
   * @param at the extension's byte in the archive
   * @throws TarDamageException if it is too large, together with those before it
   */
  void expect(TarArchiveEntry entry, long at, TarReader archive) throws TarDamageException {
    if (entry.getSize() > MOST_BYTES - total) {
      throw archive.corrupt(
          at,
          "the long names and PAX records of a member must have at most %d bytes"
              .formatted(MOST_BYTES));
    }
    total += entry.getSize();
  }

  /**
   * Takes what an extension holds.
   *
   * @param at the extension's byte in the archive
   * @throws TarDamageException if it cannot be understood
   */
  void add(TarArchiveEntry entry, byte[] data, long at, TarReader archive)
      throws TarDamageException {
    if (entry.isGNULongNameEntry() && !text(data).isEmpty()) {
      values.put(PATH, text(data));
    } else if (entry.isGNULongLinkEntry()) {
      values.put(LINK_PATH, text(data));
    } else if (entry.isPaxHeader() && !addRecords(data)) {
      throw archive.corrupt(at, "it has PAX records that contradict themselves");
    }
  }

  Optional<String> path() {
    return Optional.ofNullable(values.getOrDefault(SPARSE_PATH, values.get(PATH)));
  }

  Optional<String> linkPath() {
    return Optional.ofNullable(values.get(LINK_PATH));
  }

  Optional<Long> bytes() {
    return Optional.ofNullable(values.get(BYTES)).map(Long::valueOf);
  }

  boolean isSparse() {
    return sparse;
  }

  /** Returns whether they are as they must be. */
  private boolean addRecords(byte[] data) {
    int at = 0;
    while (at < data.length && data[at] != 0) {
      int space = indexOf(data, ' ', at);
      if (space < 0 || space - at > 9 || space == at) {
        return false;
      }
      String digits = new String(data, at, space - at, StandardCharsets.US_ASCII);
      int end = digits.matches("[0-9]+") ? at + Integer.parseInt(digits) : -1;
      int equals = indexOf(data, '=', space);
      if (end > data.length || equals < 0 || equals >= end - 1 || data[end - 1] != '\n') {
        return false;
      }
      String name = new String(data, space + 1, equals - space - 1, StandardCharsets.UTF_8);
      String value = new String(data, equals + 1, end - equals - 2, StandardCharsets.UTF_8);
      if (name.equals(BYTES) && !value.matches("[0-9]{1,18}")) {
        return false;
      }
      sparse = sparse || name.startsWith(SPARSE);
      if (USED.contains(name)) {
        values.put(name, value);
      }
      at = end;
    }
    return true;
  }

  private static int indexOf(byte[] data, char wanted, int from) {
    for (int i = from; i < data.length; i++) {
      if (data[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static String text(byte[] data) {
    int end = indexOf(data, '\0', 0);
    return new String(data, 0, end < 0 ? data.length : end, StandardCharsets.UTF_8);
  }
}
