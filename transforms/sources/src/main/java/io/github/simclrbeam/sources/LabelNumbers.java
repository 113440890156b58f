package io.github.simclrbeam.sources;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

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

  /** Returns the names in the order of their numbers; none is empty. */
  public static List<String> of(SortedSet<String> names) {
    if (names.isEmpty() || !names.stream().allMatch(LabelNumbers::isNumber)) {
      return List.copyOf(names);
    }
    int most = names.stream().mapToInt(Integer::parseInt).max().orElseThrow();
    List<String> numbers = new ArrayList<>();
    for (int number = 0; number <= most; number++) {
      numbers.add(Integer.toString(number));
    }
    return List.copyOf(numbers);
  }

  private static boolean isNumber(String name) {
    return name.matches("0|[1-9][0-9]{0,3}") && Integer.parseInt(name) < MOST_NUMBERS;
  }
}
