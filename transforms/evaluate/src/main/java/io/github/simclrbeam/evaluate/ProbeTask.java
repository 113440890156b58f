package io.github.simclrbeam.evaluate;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What a probe has to learn and to answer; the same for every feature set.
 *
 * @param trainClasses the class of each train image, or -1
 * @param testClasses the class of each test image, or -1
 * @param classCount classes that exist on either side or by name
 * @param seed of whatever is drawn
 */
record ProbeTask(int[] trainClasses, int[] testClasses, int classCount, long seed) {
  /** Train rows that have a class, rising. */
  int[] labelledTrainRows() {
    return labelledRows(trainClasses);
  }

  /** Test rows that have a class, rising. */
  int[] labelledTestRows() {
    return labelledRows(testClasses);
  }

  /** The classes of the labelled train rows. */
  int[] bankClasses() {
    return Arrays.stream(trainClasses).filter(each -> each >= 0).toArray();
  }

  /** The classes of the labelled test rows. */
  int[] truth() {
    return Arrays.stream(testClasses).filter(each -> each >= 0).toArray();
  }

  /** Classes that train has an image of. */
  int learnable() {
    return (int) Arrays.stream(bankClasses()).distinct().count();
  }

  /** The share of answers for the labelled test rows that are right. */
  double accuracy(int[] answers) {
    return ConfusionMatrix.of(truth(), answers, classCount).accuracy();
  }

  private static int[] labelledRows(int[] classes) {
    return IntStream.range(0, classes.length).filter(row -> classes[row] >= 0).toArray();
  }
}
