package io.github.simclrbeam.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.proto.LabelFree;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelFreeSectionTest {

  @Test
  void everyFigureHasAMeaningAndAVerdict() {
    List<LabelFreeSection.Card> cards =
        LabelFreeSection.of(Cards.unlabelled().getLabelFree()).cards();
    assertThat(cards)
        .extracting(LabelFreeSection.Card::value)
        .containsExactly("0.061", "41.3", "-1.87", "0.124");
    assertThat(cards)
        .allSatisfy(
            card -> {
              assertThat(card.meaning()).endsWith(".");
              assertThat(card.verdict()).isNotEmpty();
            });
    // 2 * 128 * 0.0611^2 = 0.9557 or more for different images, 0.124 for views of one: 7.7 times.
    assertThat(cards.get(3).verdict()).isEqualTo("at least 7.7 times closer than different images");
  }

  @Test
  void aCollapseTurnsEveryVerdictBad() {
    LabelFree collapsed =
        LabelFree.newBuilder()
            .setVerdict("COLLAPSED")
            .setRankMe(1)
            .setDimension(128)
            .setAlignment(0)
            .setRows(50)
            .build();
    assertThat(LabelFreeSection.of(collapsed).cards())
        .extracting(LabelFreeSection.Card::level)
        .containsExactly("bad", "bad", "bad", "bad");
  }

  @Test
  void withoutViewsTheAlignmentIsNotMeasured() {
    LabelFree figures = Cards.unlabelled().getLabelFree().toBuilder().clearAlignment().build();
    assertThat(LabelFreeSection.of(figures).cards().get(3).value()).isEqualTo("not measured");
  }

  @Test
  void viewsNoCloserThanDifferentImagesAreBad() {
    LabelFree figures = Cards.unlabelled().getLabelFree().toBuilder().setAlignment(0.9).build();
    LabelFreeSection.Card alignment = LabelFreeSection.of(figures).cards().get(3);
    assertThat(alignment.verdict()).isEqualTo("hardly closer than different images");
    assertThat(alignment.level()).isEqualTo("bad");
  }
}
