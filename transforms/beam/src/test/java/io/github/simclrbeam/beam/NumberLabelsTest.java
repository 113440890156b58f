package io.github.simclrbeam.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.proto.ImageReference;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;

final class NumberLabelsTest {
  private final TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);

  @Test
  void namesThatTheImagesHaveAreNumberedInTheirOrder() {
    check(List.of(), List.of(), List.of("dog", "", "ant", "dog"), List.of("ant", "dog"), "1-01");
  }

  @Test
  void numbersAreLabelsEvenWhenSomeAreMissing() {
    check(
        List.of(),
        List.of(),
        List.of("7", "9"),
        IntStream.range(0, 10).mapToObj(Integer::toString).toList(),
        "79");
  }

  @Test
  void theSourcesOwnOrderComesFirst() {
    check(
        List.of(List.of("dog", "cat", "ant")),
        List.of(),
        List.of("ant", "dog"),
        List.of("dog", "cat", "ant"),
        "20");
  }

  @Test
  void theUsersOrderComesBeforeThat() {
    check(
        List.of(List.of("dog", "ant")),
        List.of("ant", "cat", "dog"),
        List.of("ant", "dog"),
        List.of("ant", "cat", "dog"),
        "02");
  }

  @Test
  void numbersGetTheNamesThatTheUserGives() {
    check(List.of(), List.of("ant", "dog"), List.of("1", "0"), List.of("ant", "dog"), "10");
  }

  @Test
  void aNumberIsNotTakenForAnotherNumbersPlace() {
    apply(List.of(List.of("1", "2")), List.of(), List.of("0", "1"));
    assertThatThrownBy(() -> pipeline.run().waitUntilFinish())
        .rootCause()
        .hasMessageContaining("label '0' of 0 (/in/0) is not among the 2 label names");
  }

  @Test
  void aLabelThatHasNoNameIsRefusedWithTheImage() {
    apply(List.of(), List.of("ant", "dog"), List.of("cat"));
    assertThatThrownBy(() -> pipeline.run().waitUntilFinish())
        .rootCause()
        .hasMessage("label 'cat' of 0 (/in/0) is not among the 2 label names");
  }

  @Test
  void namesBeyondTheMostAreNotKept() {
    DistinctNames names = new DistinctNames();
    TreeSet<String> one = names.createAccumulator();
    TreeSet<String> other = names.createAccumulator();
    for (int i = 0; i < DistinctNames.MOST; i++) {
      names.addInput(one, List.of("a" + i));
      names.addInput(other, List.of("b" + i));
    }
    assertThat(one).hasSize(DistinctNames.MOST);
    assertThat(names.mergeAccumulators(List.of(one, other))).hasSize(DistinctNames.MOST + 1);
  }

  /** The expected labels are one digit an image, '-' for none. */
  private void check(
      List<List<String>> declared,
      List<String> given,
      List<String> names,
      List<String> expectedNames,
      String expected) {
    NumberLabels.Numbered numbered = apply(declared, given, names);
    PAssert.thatSingleton(numbered.names()).isEqualTo(expectedNames);
    List<String> lines =
        IntStream.range(0, expected.length()).mapToObj(i -> i + " " + expected.charAt(i)).toList();
    PAssert.that(
            numbered
                .images()
                .apply(
                    MapElements.into(TypeDescriptors.strings())
                        .via(i -> i.getId() + " " + (i.hasLabel() ? i.getLabel() : "-"))))
        .containsInAnyOrder(lines);
    pipeline.run().waitUntilFinish();
  }

  private NumberLabels.Numbered apply(
      List<List<String>> declared, List<String> given, List<String> names) {
    List<ImageReference> images =
        IntStream.range(0, names.size())
            .mapToObj(
                i ->
                    ImageReference.newBuilder()
                        .setId(Integer.toString(i))
                        .setUri("/in/" + i)
                        .setLabelName(names.get(i))
                        .build())
            .toList();
    return NumberLabels.of(
        pipeline.apply(Create.of(images).withCoder(MessageCoder.of(ImageReference.class))),
        pipeline.apply("Source", Create.of(declared).withCoder(ListCoder.of(StringUtf8Coder.of()))),
        given);
  }
}
