package io.github.simclrbeam.beam;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Which operations on files go wrong, and how: a seeded number of operations after the last one
 * that did. Thread-safe.
 */
final class FaultPlan {
  /** What happens to an operation. */
  enum Strike {
    NONE,
    /** It fails and leaves nothing. */
    BEFORE,
    /** It fails with a part of the bytes done. */
    MIDWAY,
    /** It is done, and fails all the same: the answer is lost. */
    AFTER
  }

  /** No fault at all. */
  static final FaultPlan NONE = new FaultPlan(0, 0, 1);

  private static final List<Strike> ALL = List.of(Strike.BEFORE, Strike.MIDWAY, Strike.AFTER);

  private final SplittableRandom random;
  private final List<Strike> kinds;
  private final int faults;
  private final int spacing;
  private int struck;
  private int operationsLeft;

  /**
   * @param faults how many
   * @param spacing most operations from one to the next, >= 1
   */
  FaultPlan(long seed, int faults, int spacing) {
    this.random = new SplittableRandom(seed);
    this.kinds = ALL;
    this.faults = faults;
    this.spacing = spacing;
    this.operationsLeft = random.nextInt(spacing);
  }

  private FaultPlan(int operation, Strike kind) {
    this.random = new SplittableRandom(operation);
    this.kinds = List.of(kind);
    this.faults = 1;
    this.spacing = 1;
    this.operationsLeft = operation;
  }

  /** Returns a plan of one fault, of the operation with this number, from 0. */
  static FaultPlan at(int operation, Strike kind) {
    return new FaultPlan(operation, kind);
  }

  /** Returns a plan from "seed,faults,spacing". */
  static FaultPlan parse(String text) {
    String[] parts = text.split(",");
    return new FaultPlan(
        Long.parseLong(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
  }

  /** Returns what happens to the next operation. */
  synchronized Strike next() {
    if (struck == faults) {
      return Strike.NONE;
    }
    if (operationsLeft-- > 0) {
      return Strike.NONE;
    }
    struck++;
    operationsLeft = random.nextInt(spacing);
    return kinds.get(random.nextInt(kinds.size()));
  }

  /** Returns how many bytes pass before an operation fails midway. */
  synchronized int bytes() {
    return random.nextInt(2_000);
  }

  /** Returns the faults so far. */
  synchronized int struck() {
    return struck;
  }
}
