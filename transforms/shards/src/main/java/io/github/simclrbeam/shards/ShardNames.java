package io.github.simclrbeam.shards;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names of shard files: {@code <dataset>-<split>.tfrecord-00000-of-00016}. */
public final class ShardNames {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]*");

  private ShardNames() {}

  /**
   * Returns the name of one shard.
   *
   * @param dataset letters, digits and {@code . _ -}
   * @param split the same
   * @param index 0 .. count - 1
   * @param count 1 .. 99,999
   */
  public static String name(String dataset, String split, int index, int count) {
    checkWord("dataset", dataset);
    checkWord("split", split);
    if (count < 1 || count > 99_999) {
      throw new IllegalArgumentException("shards must be in [1, 99999], but was: " + count);
    }
    if (index < 0 || index >= count) {
      throw new IllegalArgumentException(
          "the shard's index must be in [0, %d], but was: %d".formatted(count - 1, index));
    }
    return String.format(Locale.ROOT, "%s-%s.tfrecord-%05d-of-%05d", dataset, split, index, count);
  }

  /** Returns whether a file would be taken for a shard by a glob over them. */
  static boolean looksLikeShard(String path) {
    return path.contains(".tfrecord") && !IndexFiles.isIndex(path);
  }

  private static void checkWord(String what, String value) {
    if (!WORD.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "%s must be letters, digits, '.', '_' or '-' after a first letter or digit, but was: '%s'"
              .formatted(what, value));
    }
  }
}
