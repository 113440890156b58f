package io.github.simclrbeam.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The linear probe when only a few images have labels, over several draws of them. All feature sets
 * get the same draws of image ids, so that differences between them are not differences of luck.
 * Features are standardized on all train images: that needs no label.
 */
final class FewLabelProbe {
  private final List<int[]> draws;
  private final int[] classes;
  private final long seed;

  /**
   * Draws from the images that have a class. The draws depend on ids, classes and seed, not on the
   * order of the rows.
   *
   * @param ids of the train images
   * @param classes of the train images; -1 for none
   * @param perClass images drawn of each class
   * @param count draws
   */
  FewLabelProbe(List<String> ids, int[] classes, int perClass, int count, long seed) {
    this.classes = classes;
    this.seed = seed;
    this.draws = new ArrayList<>();
    List<int[]> members = membersById(ids, classes);
    for (int draw = 0; draw < count; draw++) {
      SplittableRandom random = new SplittableRandom(seed + draw);
      List<Integer> drawn = new ArrayList<>();
      for (int[] member : members) {
        int[] shuffled = member.clone();
        SeededOrder.shuffle(shuffled, random);
        for (int i = 0; i < perClass; i++) {
          drawn.add(shuffled[i]);
        }
      }
      draws.add(drawn.stream().mapToInt(Integer::intValue).toArray());
    }
  }

  /** Whether every class that occurs has as many images as a draw takes. */
  static boolean possible(int[] classes, int perClass) {
    int[] counts = new int[IntStream.of(classes).max().orElse(-1) + 1];
    for (int each : classes) {
      if (each >= 0) {
        counts[each]++;
      }
    }
    int[] present = IntStream.of(counts).filter(count -> count > 0).toArray();
    return present.length > 1 && IntStream.of(present).allMatch(count -> count >= perClass);
  }

  private static List<int[]> membersById(List<String> ids, int[] classes) {
    List<int[]> members = new ArrayList<>();
    for (int c : IntStream.of(classes).filter(each -> each >= 0).sorted().distinct().toArray()) {
      members.add(
          IntStream.range(0, classes.length)
              .filter(row -> classes[row] == c)
              .boxed()
              .sorted(Comparator.comparing(ids::get))
              .mapToInt(Integer::intValue)
              .toArray());
    }
    return members;
  }

  /** Rows of the train table in each draw. */
  List<int[]> draws() {
    return draws;
  }

  /**
   * The top-1 of each draw.
   *
   * @param train the features of the train images, in the order of the ids
   * @param standardization learned from all of them
   * @param test standardized test rows
   * @param truth their classes
   */
  double[] top1(FeatureTable train, Standardization standardization, Matrix test, int[] truth) {
    double[] shares = new double[draws.size()];
    for (int draw = 0; draw < shares.length; draw++) {
      int[] rows = draws.get(draw);
      int[] drawn = new int[rows.length];
      for (int i = 0; i < rows.length; i++) {
        drawn[i] = classes[rows[i]];
      }
      LinearProbe probe = LinearProbe.fit(train.select(rows), drawn, standardization, seed + draw);
      int[] predicted = probe.predict(test).classes();
      int right = 0;
      for (int i = 0; i < truth.length; i++) {
        right += truth[i] == predicted[i] ? 1 : 0;
      }
      shares[draw] = (double) right / truth.length;
    }
    return shares;
  }
}
