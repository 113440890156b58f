package io.github.simclrbeam.beam;

import java.util.HashSet;
import java.util.Set;

/** Which reductions of an image are wanted: said once its size is known, before it is decoded. */
@FunctionalInterface
public interface Reductions {
  /** The image as it is. */
  Reductions WHOLE = (width, height) -> Set.of(1);

  /**
   * Returns the reductions, each 1, 2, 4 or 8.
   *
   * @param width of the upright image, not reduced, pixels
   * @param height the same
   */
  Set<Integer> of(int width, int height);

  /** Returns these and the image as it is. */
  default Reductions andWhole() {
    return (width, height) -> {
      Set<Integer> wanted = new HashSet<>(of(width, height));
      wanted.add(1);
      return wanted;
    };
  }
}
