package io.github.simclrbeam.beam;

import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.Redistribute;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Deals elements out anew, each by a number that follows from itself. {@link
 * Redistribute#arbitrarily} takes random numbers: when Spark has lost an executor it does again
 * only what was lost there, and an element that is dealt otherwise the second time is lost, or
 * there twice.
 */
public final class Spread<T> extends PTransform<PCollection<T>, PCollection<T>> {
  private static final long serialVersionUID = 1;

  private final SerializableFunction<T, Integer> number;

  private Spread(SerializableFunction<T, Integer> number) {
    this.number = number;
  }

  /**
   * Returns the transform.
   *
   * @param number the same whenever an element is made again, and different for most of them
   */
  public static <T> Spread<T> by(SerializableFunction<T, Integer> number) {
    return new Spread<>(number);
  }

  @Override
  public PCollection<T> expand(PCollection<T> elements) {
    return elements
        .apply("Number", WithKeys.of(number).withKeyType(TypeDescriptors.integers()))
        .setCoder(KvCoder.of(VarIntCoder.of(), elements.getCoder()))
        .apply("Deal", Redistribute.byKey())
        .apply("Elements", Values.create())
        .setCoder(elements.getCoder());
  }
}
