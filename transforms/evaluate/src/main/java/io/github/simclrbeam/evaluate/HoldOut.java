package io.github.simclrbeam.evaluate;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A tenth of each class set apart, at least one image of every class that has two; the class's
 * other images stay.
 *
 * @param fit positions that stay, rising
 * @param held positions set apart, rising; empty when no class has two images
 */
record HoldOut(int[] fit, int[] held) {
  /** Splits positions by their classes, all from 0 to {@code classCount - 1}. */
  static HoldOut of(int[] classes, int classCount, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    boolean[] apart = new boolean[classes.length];
    int held = 0;
    for (int c = 0; c < classCount; c++) {
      int[] members = membersOf(classes, c);
      SeededOrder.shuffle(members, random);
      int share = members.length < 2 ? 0 : Math.max(1, Math.round(members.length / 10f));
      for (int i = 0; i < share; i++) {
        apart[members[i]] = true;
      }
      held += share;
    }
    int[] stay = new int[classes.length - held];
    int[] go = new int[held];
    int stays = 0;
    int goes = 0;
    for (int i = 0; i < classes.length; i++) {
      if (apart[i]) {
        go[goes++] = i;
      } else {
        stay[stays++] = i;
      }
    }
    return new HoldOut(stay, go);
  }

  private static int[] membersOf(int[] classes, int wanted) {
    int[] members = new int[classes.length];
    int count = 0;
    for (int i = 0; i < classes.length; i++) {
      if (classes[i] == wanted) {
        members[count++] = i;
      }
    }
    return Arrays.copyOf(members, count);
  }
}
