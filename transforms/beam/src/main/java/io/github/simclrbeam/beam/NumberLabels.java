package io.github.simclrbeam.beam;

import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.sources.LabelNumbers;
import io.github.simclrbeam.sources.UnusableInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Label names to label numbers. The names are the user's, else the source's own in its order, else
 * those that the images have, numbered by {@link LabelNumbers}.
 */
final class NumberLabels {
  /**
   * What comes out.
   *
   * @param images with numbers for names
   * @param names one element: the names, by number
   */
  record Numbered(PCollection<ImageReference> images, PCollection<List<String>> names) {}

  private NumberLabels() {}

  /**
   * Adds the steps.
   *
   * @param images with label names, or without
   * @param declared at most one element: the names by number, if the source has numbers
   * @param given by the user; empty when not
   */
  static Numbered of(
      PCollection<ImageReference> images, PCollection<List<String>> declared, List<String> given) {
    PCollectionView<Iterable<List<List<String>>>> declaredView =
        declared.apply("DeclaredIfAny", AtLeastOne.of()).apply("Declared", View.asIterable());
    PCollectionView<TreeSet<String>> foundView =
        images
            .apply("Names", ParDo.of(new NameFn()))
            .apply("NamesIfAny", AtLeastOne.of())
            .apply("DistinctNames", Combine.globally(new DistinctNames()).withoutDefaults())
            .apply("FoundNames", View.asSingleton());
    PCollection<List<String>> names =
        images
            .getPipeline()
            .apply("OnceForLabels", Create.of(0))
            .apply(
                "LabelNames",
                ParDo.of(new NumberFn(given, declaredView, foundView))
                    .withSideInputs(declaredView, foundView))
            .setCoder(ListCoder.of(StringUtf8Coder.of()));
    PCollectionView<List<String>> namesView = names.apply("LabelNumbers", View.asSingleton());
    return new Numbered(
        images
            .apply("Number", ParDo.of(new LabelFn(namesView)).withSideInputs(namesView))
            .setCoder(MessageCoder.of(ImageReference.class)),
        names);
  }

  private static final class NameFn extends DoFn<ImageReference, String> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(@Element ImageReference image, OutputReceiver<String> out) {
      if (!image.getLabelName().isEmpty()) {
        out.output(image.getLabelName());
      }
    }
  }

  private static final class NumberFn extends DoFn<Integer, List<String>> {
    private static final long serialVersionUID = 1;

    private final List<String> given;
    private final PCollectionView<Iterable<List<List<String>>>> declared;
    private final PCollectionView<TreeSet<String>> found;

    NumberFn(
        List<String> given,
        PCollectionView<Iterable<List<List<String>>>> declared,
        PCollectionView<TreeSet<String>> found) {
      this.given = new ArrayList<>(given);
      this.declared = declared;
      this.found = found;
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      TreeSet<String> names = context.sideInput(found);
      if (!given.isEmpty()) {
        context.output(given);
        return;
      }
      for (List<String> list : AtLeastOne.elements(context.sideInput(declared))) {
        context.output(list);
        return;
      }
      if (names.size() > DistinctNames.MOST) {
        throw new UnusableInputException(
            "labels must be at most %d different ones, but are more, e.g. '%s': name the right column by --labelColumn"
                .formatted(DistinctNames.MOST, names.first()));
      }
      context.output(LabelNumbers.of(names));
    }
  }

  private static final class LabelFn extends DoFn<ImageReference, ImageReference> {
    private static final long serialVersionUID = 1;

    private final PCollectionView<List<String>> names;
    private transient LabelMap map;

    LabelFn(PCollectionView<List<String>> names) {
      this.names = names;
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      ImageReference image = context.element();
      if (image.getLabelName().isEmpty()) {
        context.output(image);
        return;
      }
      if (map == null) {
        map = LabelMap.of(context.sideInput(names));
      }
      context.output(image.toBuilder().setLabel(map.number(image)).clearLabelName().build());
    }
  }
}
