package io.github.simclrbeam.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.proto.EvaluationCard;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  @Test
  void settingsRiseToAllLabels() {
    Comparison comparison = Comparison.of(Cards.ahead().build());
    assertThat(comparison.settings())
        .extracting(Setting::perClass)
        .containsExactly(10.0, 100.0, 600.0);
    assertThat(comparison.settings()).extracting(Setting::all).containsExactly(false, false, true);
    assertThat(comparison.series())
        .containsExactly(Series.EMBEDDINGS, Series.PIXELS, Series.RANDOM);
  }

  @Test
  void fewLabelsRangeOverOneDeviationOfTheDraws() {
    Score score = Comparison.of(Cards.ahead().build()).withFewestLabels().embeddings();
    assertThat(score.low()).isEqualTo(0.739 - 0.011);
    assertThat(score.high()).isEqualTo(0.739 + 0.011);
  }

  @Test
  void aBaselineOfOneSeedHasNoRange() {
    Setting all = Comparison.of(Cards.ahead().build()).withAllLabels();
    assertThat(all.scores().get(Series.PIXELS).hasRange()).isFalse();
    assertThat(all.scores().get(Series.RANDOM)).isEqualTo(new Score(0.773, 0.765, 0.781));
  }

  @Test
  void unlabelledTrainImagesAreNoLabels() {
    EvaluationCard.Builder card = Cards.ahead();
    card.getCountsBuilder().setTrain(6000).setTest(10100).setUnlabelled(1100);
    assertThat(Comparison.labelledTrain(card.build())).isEqualTo(5000);
  }

  @Test
  void theStrongestBaselineDecidesTheOutcome() {
    Comparison comparison = Comparison.of(Cards.behind().build());
    assertThat(comparison.settings())
        .extracting(Setting::outcome)
        .containsExactly(
            Setting.Outcome.AHEAD, Setting.Outcome.TOO_CLOSE, Setting.Outcome.NOT_BEATEN);
  }

  @Test
  void theTableSaysThatABaselineIsNotBeaten() {
    Scoreboard board = Scoreboard.of(Cards.behind().build());
    assertThat(board.rows())
        .extracting(Scoreboard.Row::verdict)
        .containsExactly(
            "ahead by 3.1 points",
            "ahead by 0.3 points: too close to call",
            "not beaten: raw pixels are ahead by 0.5 points",
            "ahead by 1.4 points");
    assertThat(board.rows().get(2).cells())
        .extracting(Scoreboard.Cell::best)
        .containsExactly(false, true, false);
  }

  @Test
  void theChartHasAPointForEachSettingAndKind() {
    AccuracyChart chart = AccuracyChart.of(Cards.ahead().build());
    assertThat(chart.ticks()).containsExactly("10", "100", "all (600)");
    assertThat(chart.series()).allSatisfy(line -> assertThat(line.points()).hasSize(3));
    assertThat(chart.series().get(0).points().get(2))
        .isEqualTo(
            new AccuracyChart.Point(
                600, 0.851, 0.844, 0.858, "85.1% with all 6,000 labels\nrange 84.4 to 85.8"));
  }
}
