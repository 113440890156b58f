package io.github.simclrbeam.shards;

/**
 * Something that was found wrong with a set.
 *
 * @param file the file's name within the directory
 * @param record the record's number in its file, from 0; -1 when it concerns no single record
 * @param id the record's image; empty when it cannot be read
 * @param offset the byte of the file where the record, or else the fault, begins; -1 when unknown
 * @param message what was found and what was expected
 */
public record Finding(String file, long record, String id, long offset, String message) {
  /** Something that concerns no single record. */
  public Finding(String file, long offset, String message) {
    this(file, -1, "", offset, message);
  }

  @Override
  public String toString() {
    if (record < 0) {
      return offset < 0
          ? file + ": " + message
          : "%s, byte %d: %s".formatted(file, offset, message);
    }
    String named = id.isEmpty() ? "" : " (" + id + ")";
    String at = offset < 0 ? "" : " at " + offset;
    return "%s: record %d%s%s: %s".formatted(file, record, named, at, message);
  }
}
