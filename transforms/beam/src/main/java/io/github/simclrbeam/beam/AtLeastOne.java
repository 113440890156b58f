package io.github.simclrbeam.beam;

import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * A collection that is not empty even if its input is: a list of one for each element, and an empty
 * list.
 *
 * <p>For side inputs, and for what is combined. Beam's direct runner tries waiting steps again when
 * some step has given something; that an empty side input has become complete gives nothing, and if
 * nothing else happens to be under way, it waits for ever (Beam 2.70, {@code QuiescenceDriver}). A
 * combine of an empty collection waits for such a side input of its own.
 *
 * @param <T> of the elements; the input has a coder
 */
public final class AtLeastOne<T> extends PTransform<PCollection<T>, PCollection<List<T>>> {
  private static final long serialVersionUID = 1;

  private AtLeastOne() {}

  /** Returns the transform. */
  public static <T> AtLeastOne<T> of() {
    return new AtLeastOne<>();
  }

  /** Returns the input's elements again, as often as they are asked for. */
  public static <T> Iterable<T> elements(Iterable<List<T>> lists) {
    return () ->
        StreamSupport.stream(lists.spliterator(), false).flatMap(List<T>::stream).iterator();
  }

  @Override
  public PCollection<List<T>> expand(PCollection<T> input) {
    Coder<List<T>> coder = ListCoder.of(input.getCoder());
    PCollection<List<T>> nothing =
        input
            .getPipeline()
            .apply("None", Create.<List<T>>of(List.of(List.<T>of())).withCoder(coder));
    return PCollectionList.of(input.apply("One", ParDo.of(new OneFn<T>())).setCoder(coder))
        .and(nothing)
        .apply("OrNone", Flatten.pCollections());
  }

  private static final class OneFn<T> extends DoFn<T, List<T>> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(@Element T element, OutputReceiver<List<T>> out) {
      out.output(List.of(element));
    }
  }
}
