package io.github.simclrbeam.encoder;

import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a program put before a network's names when the network was a part of another. */
final class NamePrefix {
  private NamePrefix() {}

  /**
   * Returns the prefix under which most of the expected names are found: empty, or ending with a
   * dot.
   *
   * @throws IOException if none of them is found under any
   */
  static String of(Set<String> found, Set<String> expected, String where) throws IOException {
    Map<String, Integer> matches =
        new TreeMap<>(
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
    for (String name : found) {
      for (int start = 0; start >= 0; start = next(name, start)) {
        if (expected.contains(name.substring(start))) {
          matches.merge(name.substring(0, start), 1, Integer::sum);
        }
      }
    }
    String best = null;
    for (Map.Entry<String, Integer> entry : matches.entrySet()) {
      if (best == null || entry.getValue() > matches.get(best)) {
        best = entry.getKey();
      }
    }
    if (best == null) {
      throw new IOException(
          "0 of %d tensors matched: names must be torchvision's, such as %s, after one prefix or none, but are such as %s (%s)"
              .formatted(
                  expected.size(),
                  expected.iterator().next(),
                  found.stream().sorted().findFirst().orElse("none at all"),
                  where));
    }
    return best;
  }

  /** Returns where the name goes on after its next dot; -1 after the last. */
  private static int next(String name, int start) {
    int dot = name.indexOf('.', start);
    return dot < 0 ? -1 : dot + 1;
  }
}
