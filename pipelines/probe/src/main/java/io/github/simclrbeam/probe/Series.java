package io.github.simclrbeam.probe;

import java.util.List;

/**
 * One kind of features that the report compares.
 *
 * @param key its name in the card: "embeddings", "pixels", "randomEncoder" or what else was given
 */
record Series(String key) {
  static final Series EMBEDDINGS = new Series("embeddings");
  static final Series PIXELS = new Series("pixels");
  static final Series RANDOM = new Series("randomEncoder");

  /** Those that any useful representation has to beat; other names stand for comparison only. */
  static final List<Series> TO_BEAT = List.of(PIXELS, RANDOM);

  /** Returns what the report calls it. */
  String title() {
    return switch (key) {
      case "pixels" -> "raw pixels";
      case "randomEncoder" -> "random encoder";
      default -> key;
    };
  }

  /** Returns the name as the subject of a sentence. */
  String subject() {
    return switch (key) {
      case "embeddings" -> "these embeddings";
      case "pixels" -> "raw pixels";
      case "randomEncoder" -> "a random encoder";
      default -> key;
    };
  }

  /** Returns the verb's form for its name. */
  String plural(String one, String many) {
    return equals(PIXELS) || equals(EMBEDDINGS) ? many : one;
  }

  /** Returns the class of its colour and mark. */
  String style() {
    return switch (key) {
      case "embeddings", "pixels", "randomEncoder" -> key;
      default -> "other";
    };
  }
}
