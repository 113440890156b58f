package io.github.simclrbeam.sources;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Numbers for the labels of a source that does not number them itself.
 *
 * <p>Where every name is a decimal number below {@value #MOST_NUMBERS}, the number is the label, so
 * that a test set which lacks a class numbers the others as the training set does. Otherwise labels
 * are numbered in the order of their names (by code units). The name is what counts: it stands in
 * the manifest.
 */
public final class LabelNumbers {
  /** Labels that are numbers count from 0 up to here. */
  static final int MOST_NUMBERS = 10_000;

  private LabelNumbers() {}

  /** Returns the different names in the order of their numbers, without those that are empty. */
  public static List<String> of(Iterable<String> names) {
    SortedSet<String> distinct = new TreeSet<>();
    names.forEach(distinct::add);
    distinct.remove("");
    if (distinct.isEmpty() || !distinct.stream().allMatch(LabelNumbers::isNumber)) {
      return List.copyOf(distinct);
    }
    int most = distinct.stream().mapToInt(Integer::parseInt).max().orElseThrow();
    return IntStream.rangeClosed(0, most).mapToObj(Integer::toString).toList();
  }

  /** Decimal digits as numbers are written: 007 is a name. */
  private static boolean isNumber(String name) {
    return name.matches("0|[1-9][0-9]*")
        && name.length() <= 9
        && Integer.parseInt(name) < MOST_NUMBERS;
  }
}
