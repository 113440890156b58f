package io.github.simclrbeam.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.proto.ConfusionRow;
import io.github.simclrbeam.proto.EvaluationCard;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionSectionTest {

  @Test
  void mistakesComeByHowOftenTheyWereMade() {
    ConfusionSection section = ConfusionSection.of(Cards.ahead().build());
    assertThat(section.explain()).endsWith("on 10,000 test images: 848 wrong.");
    assertThat(section.mistakes()).hasSize(6);
    assertThat(section.mistakes().get(0))
        .isEqualTo(new ConfusionSection.Mistake("Shirt", "T-shirt/top", "171", "17.1%"));
    assertThat(section.classes())
        .extracting(ConfusionSection.ClassBar::name)
        .containsExactly("Shirt", "Pullover", "Coat", "Trouser", "Bag", "Ankle boot");
  }

  @Test
  void classesWithoutATestImageHaveNoShare() {
    EvaluationCard card =
        EvaluationCard.newBuilder()
            .addAllLabelNames(List.of("a", "b", "c"))
            .addConfusion(ConfusionRow.newBuilder().addAllPredicted(List.of(2L, 0L, 0L)))
            .addConfusion(ConfusionRow.newBuilder().addAllPredicted(List.of(0L, 0L, 0L)))
            .addConfusion(ConfusionRow.newBuilder().addAllPredicted(List.of(0L, 1L, 3L)))
            .build();
    ConfusionSection section = ConfusionSection.of(card);
    assertThat(section.classes())
        .extracting(ConfusionSection.ClassBar::name, ConfusionSection.ClassBar::share)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("c", "75.0%"),
            org.assertj.core.groups.Tuple.tuple("a", "100.0%"));
    assertThat(section.mistakes())
        .containsExactly(new ConfusionSection.Mistake("c", "b", "1", "25.0%"));
  }

  @Test
  void aMatrixTooLargeForAScreenIsOnlySaidInWords() {
    EvaluationCard.Builder card = EvaluationCard.newBuilder();
    for (int i = 0; i < 61; i++) {
      card.addConfusion(ConfusionRow.newBuilder().addAllPredicted(Collections.nCopies(61, 1L)));
    }
    assertThat(ConfusionSection.of(card.build()).chart()).isEmpty();
    card.removeConfusion(60);
    assertThat(ConfusionSection.of(card.build()).chart()).hasSize(1);
  }

  @Test
  void noMistakeIsSaidInWords() {
    EvaluationCard card =
        EvaluationCard.newBuilder()
            .addLabelNames("a")
            .addConfusion(ConfusionRow.newBuilder().addPredicted(5))
            .build();
    assertThat(ConfusionSection.of(card).explain()).endsWith("on 5 test images: all right.");
  }
}
