package io.github.simclrbeam.images;

import java.util.Map;
import java.util.TreeMap;

/** A directory of a TIFF file (TIFF 6.0, section 2): the tags of one page. */
final class TiffDirectory {
  static final int SHORT = 3;
  static final int LONG = 4;
  private static final int ENTRY_BYTES = 12;

  /** Bytes of a value by its type: 1 BYTE .. 12 DOUBLE. */
  private static final int[] WIDTHS = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};

  /**
   * A tag.
   *
   * @param at where the entry stands
   * @param type of its values
   * @param count of its values
   * @param values where they stand
   */
  record Entry(long at, int type, long count, long values) {
    int width() {
      return type < WIDTHS.length ? WIDTHS[type] : 0;
    }

    long bytes() {
      return count * width();
    }
  }

  /** What is left of the entries that the directories of a file may have together. */
  static final class Budget {
    /** Directories that share a little are no bomb. */
    private static final long MORE = 1024;

    private final long most;
    private long used;

    Budget(long fileBytes) {
      most = fileBytes / ENTRY_BYTES + MORE;
    }

    private boolean spend(long entries) {
      used += entries;
      return used <= most;
    }
  }

  private final HeaderBytes bytes;
  private final boolean little;
  private final long at;
  private final int count;
  private final Map<Integer, Entry> entries = new TreeMap<>();

  /**
   * @param budget of all directories of the file: they may overlap, but not without end
   */
  TiffDirectory(HeaderBytes bytes, long at, Budget budget) throws UndecodableImageException {
    this.bytes = bytes;
    this.little = bytes.has(0, "II");
    this.at = at;
    this.count = (int) number(at, 2);
    if (!budget.spend(count)) {
      throw bytes.corrupt(
          "its directories must have at most %d entries, but have: %d"
              .formatted(budget.most, budget.used),
          at);
    }
    for (int i = 0; i < count; i++) {
      long entry = at + 2 + (long) i * ENTRY_BYTES;
      int type = (int) number(entry + 2, 2);
      Entry read = new Entry(entry, type, number(entry + 4, 4), entry + 8);
      long values = read.bytes() <= 4 ? entry + 8 : number(entry + 8, 4);
      entries.putIfAbsent((int) number(entry, 2), new Entry(entry, type, read.count, values));
    }
  }

  /** Returns where the first directory stands. */
  static long first(HeaderBytes bytes) throws UndecodableImageException {
    return bytes.has(0, "II") ? bytes.u32Little(4) : bytes.u32(4);
  }

  /** Returns where the next directory stands; 0 behind the last. */
  long next() throws UndecodableImageException {
    return number(at + 2 + (long) count * ENTRY_BYTES, 4);
  }

  long at() {
    return at;
  }

  boolean little() {
    return little;
  }

  /** Returns the entries in the order of their tags. */
  Map<Integer, Entry> entries() {
    return entries;
  }

  boolean has(int tag) {
    return entries.containsKey(tag);
  }

  /** Returns how many values a tag has; 0 without that tag. */
  long count(int tag) {
    return has(tag) ? entries.get(tag).count : 0;
  }

  /** Returns the first value of a tag, or another number without that tag. */
  long first(int tag, long absent) throws UndecodableImageException {
    return count(tag) == 0 ? absent : value(tag, 0);
  }

  /** Returns a value of a tag that has so many whole numbers. */
  long value(int tag, long index) throws UndecodableImageException {
    Entry entry = entries.get(tag);
    if (entry == null || index >= entry.count || (entry.type != SHORT && entry.type != LONG)) {
      throw bytes.corrupt("its tag %d has no whole number %d".formatted(tag, index + 1), at);
    }
    return number(entry.values + index * entry.width(), entry.width());
  }

  private long number(long position, int width) throws UndecodableImageException {
    if (width == 2) {
      return little ? bytes.u16Little(position) : bytes.u16(position);
    }
    return little ? bytes.u32Little(position) : bytes.u32(position);
  }
}
