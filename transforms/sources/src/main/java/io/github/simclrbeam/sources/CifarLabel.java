package io.github.simclrbeam.sources;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What a label byte of a CIFAR file says. */
enum CifarLabel {
  LABEL("label", 10, "batches.meta.txt"),
  COARSE("coarse label", 20, "coarse_label_names.txt"),
  FINE("fine label", 100, "fine_label_names.txt");

  private final String inWords;
  private final int count;
  private final String namesFile;

  CifarLabel(String inWords, int count, String namesFile) {
    this.inWords = inWords;
    this.count = count;
    this.namesFile = namesFile;
  }

  /** What {@code --labelColumn} calls it. */
  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Labels go from 0 up to one below this. */
  int count() {
    return count;
  }

  /** The file beside the images that names the labels. */
  String namesFile() {
    return namesFile;
  }

  /** The names where nothing else is known. */
  List<String> numbers() {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  @Override
  public String toString() {
    return inWords;
  }
}
