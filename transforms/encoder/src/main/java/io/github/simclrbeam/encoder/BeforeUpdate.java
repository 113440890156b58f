package io.github.simclrbeam.encoder;

/**
 * What is done between a step's backward pass and the update of the weights, while {@link
 * SimClrModel#gradient} gives the step's gradients.
 *
 * @param <E> what it may throw; the weights are not changed then
 */
@FunctionalInterface
public interface BeforeUpdate<E extends Exception> {
  void run() throws E;
}
