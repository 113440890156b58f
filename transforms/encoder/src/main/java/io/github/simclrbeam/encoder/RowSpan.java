package io.github.simclrbeam.encoder;

/**
 * Rows of a batch that follow each other.
 *
 * @param first the first one's index
 * @param count at least 1
 */
record RowSpan(int first, int count) {
  int end() {
    return first + count;
  }
}
