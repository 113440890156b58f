package io.github.simclrbeam.fetch;

import java.util.List;

/**
 * Where entries of an archive go.
 *
 * @param from an entry's path in the archive, or, with a slash at its end, a folder of which
 *     everything is meant
 * @param to folders below the output; the entry is copied into each
 */
record Placement(String from, List<String> to) {
  boolean takes(String entry) {
    return from.endsWith("/") ? entry.startsWith(from) : entry.equals(from);
  }

  /** The entry's path below each folder that it goes to. */
  String below(String entry) {
    int start = from.endsWith("/") ? from.length() : from.lastIndexOf('/') + 1;
    return entry.substring(start);
  }
}
