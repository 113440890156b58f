package io.github.simclrbeam.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.proto.EvaluationCard;
import org.junit.jupiter.api.Test;

class HeadlineTest {

  @Test
  void aWinEveryTimeIsSaidWithItsNumbers() {
    Headline headline = Headline.of(Cards.ahead().build());
    assertThat(headline.sentence())
        .isEqualTo(
            "With 10 labels per class, 73.9% of the test images are classified right; with all"
                + " 6,000 labels, 85.1%: better than raw pixels and a random encoder every time.");
    assertThat(headline.paragraphs().get(0))
        .contains("With 10 labels per class: 73.9% against 70.8% for raw pixels")
        .contains("With 100 labels per class: 81.4% against 78.5%")
        .contains("With all 6,000 labels: 85.1% (95% interval 84.4 to 85.8) against 82.7%")
        .contains("77.3% for a random encoder");
    assertThat(headline.paragraphs().get(1))
        .contains("10,000 images in 10 classes", "5 seeded draws");
  }

  @Test
  void aBaselineThatIsNotBeatenIsNamedFirst() {
    assertThat(Headline.of(Cards.behind().build()).sentence())
        .isEqualTo(
            "Raw pixels are not beaten with all 6,000 labels: they get 82.7% of the test images"
                + " right, these embeddings 82.2%.");
  }

  @Test
  void aBaselineThatIsNeverBeatenIsSaidToWinAlways() {
    EvaluationCard.Builder card = Cards.ahead();
    card.getLinearProbeBuilder().setTop1(0.5);
    card.getFewLabelsBuilderList().forEach(few -> few.putTop1("embeddings", 0.4));
    assertThat(Headline.of(card.build()).sentence())
        .startsWith("Raw pixels are not beaten with any number of labels: with all 6,000 labels,")
        .contains("they get 82.7%", "these embeddings 50.0%");
  }

  @Test
  void aRandomEncoderThatIsNotBeatenTakesTheSingular() {
    EvaluationCard.Builder card = Cards.ahead();
    card.getBaselinesOrThrow("randomEncoder");
    card.putBaselines(
        "randomEncoder",
        card.getBaselinesOrThrow("randomEncoder").toBuilder().setTop1(0.9).build());
    assertThat(Headline.of(card.build()).sentence())
        .startsWith("A random encoder is not beaten with all 6,000 labels: it gets 90.0%");
  }

  @Test
  void anEqualBaselineIsNotBeaten() {
    EvaluationCard.Builder card = Cards.ahead();
    card.getLinearProbeBuilder().setTop1(0.827);
    assertThat(Headline.of(card.build()).sentence()).startsWith("Raw pixels are not beaten");
  }

  @Test
  void aLeadWithinTheIntervalIsTooCloseToCall() {
    EvaluationCard.Builder card = Cards.ahead();
    card.getLinearProbeBuilder().setTop1(0.83).setIntervalLow(0.823).setIntervalHigh(0.837);
    assertThat(Headline.of(card.build()).sentence())
        .contains("ahead of raw pixels and a random encoder")
        .contains("too close to call with all 6,000 labels")
        .doesNotContain("every time");
  }

  @Test
  void otherBaselinesAreComparedButNeedNotBeBeaten() {
    EvaluationCard.Builder card = Cards.ahead();
    card.putBaselines(
        "supervised", card.getBaselinesOrThrow("pixels").toBuilder().setTop1(0.879).build());
    Headline headline = Headline.of(card.build());
    assertThat(headline.sentence()).contains("better than raw pixels and a random encoder");
    assertThat(headline.paragraphs().get(0)).contains("87.9% for supervised");
  }

  @Test
  void withoutBaselinesNothingIsClaimed() {
    EvaluationCard card = Cards.ahead().clearBaselines().clearFewLabels().build();
    assertThat(Headline.of(card).sentence())
        .isEqualTo(
            "With all 6,000 labels, 85.1% of the test images are classified right. There is no"
                + " baseline to compare with.");
  }

  @Test
  void withoutLabelsItSpeaksOfSpread() {
    assertThat(Headline.of(Cards.unlabelled().build()).sentence())
        .isEqualTo("10,000 images embedded, spread over about 41 of 128 dimensions.");
  }

  @Test
  void aCollapseIsCalledOne() {
    EvaluationCard.Builder card = Cards.unlabelled();
    card.getLabelFreeBuilder().setVerdict("COLLAPSED").setRankMe(1);
    assertThat(Headline.of(card.build()).sentence()).contains("have collapsed");
  }

  @Test
  void withoutAnyFigureItSaysThatNothingCouldBeMeasured() {
    EvaluationCard card =
        Cards.unlabelled().clearLabelFree().setNoProbeReason("3 rows hold NaN").build();
    Headline headline = Headline.of(card);
    assertThat(headline.sentence()).isEqualTo("Nothing could be measured on these embeddings.");
    assertThat(headline.paragraphs()).containsExactly("3 rows hold NaN.");
  }
}
