package io.github.simclrbeam.evaluate;

import java.util.Arrays;

/**
 * Classes renumbered without gaps. A class without an image would get an intercept of minus
 * infinity, which no iteration reaches.
 *
 * @param present the classes that occur, rising
 * @param compact for each row that has a class its position in {@code present}
 */
record PresentClasses(int[] present, int[] compact) {
  /** Of classes from 0, where -1 means none. */
  static PresentClasses of(int[] classes) {
    int[] labelled = Arrays.stream(classes).filter(each -> each >= 0).toArray();
    int[] present = Arrays.stream(labelled).sorted().distinct().toArray();
    if (present.length < 2) {
      throw new IllegalArgumentException(
          "classes of the train images must be 2 or more, but was: " + present.length);
    }
    int[] compact =
        Arrays.stream(labelled).map(each -> Arrays.binarySearch(present, each)).toArray();
    return new PresentClasses(present, compact);
  }

  int count() {
    return present.length;
  }
}
