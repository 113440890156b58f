package io.github.simclrbeam.evaluate;

import io.github.simclrbeam.proto.Baseline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The figures of one baseline over its outputs, one for each seed. */
final class BaselineFigures {
  private final List<SplitFigures> outputs = new ArrayList<>();
  private final int dimension;

  private BaselineFigures(int dimension) {
    this.dimension = dimension;
  }

  /**
   * Computes the figures of all outputs that hold the evaluation's images and finite numbers; the
   * integrity checks tell of the others. Empty when none does.
   */
  static Optional<BaselineFigures> of(
      List<FeatureSplit> splits,
      EvaluationInput input,
      ProbeTask task,
      List<FewLabelProbe> fewLabels) {
    BaselineFigures figures = new BaselineFigures(splits.get(0).train().table().dimension());
    for (FeatureSplit split : splits) {
      Optional<FeatureTable> train = split.train().table().inOrderOf(input.train().table().ids());
      Optional<FeatureTable> test =
          split.test().table().inOrderOf(input.test().orElseThrow().table().ids());
      if (train.isPresent()
          && test.isPresent()
          && train.get().notFinite().length + test.get().notFinite().length == 0) {
        FeatureTable labelled = test.get().select(task.labelledTestRows());
        figures.outputs.add(SplitFigures.of(train.get(), labelled, task, fewLabels));
      }
    }
    return figures.outputs.isEmpty() ? Optional.empty() : Optional.of(figures);
  }

  /** As in the card. */
  Baseline message(ProbeTask task) {
    double[] top1 = outputs.stream().mapToDouble(SplitFigures::top1).toArray();
    double[] knn =
        outputs.stream().mapToDouble(each -> task.accuracy(each.votes().get(0))).toArray();
    Spread spread = Spread.of(top1);
    return Baseline.newBuilder()
        .setTop1(spread.mean())
        .setLowest(spread.lowest())
        .setHighest(spread.highest())
        .setKnnTop1(Spread.of(knn).mean())
        .setSeeds(top1.length)
        .setDimension(dimension)
        .build();
  }

  /** The top-1 of each draw of a few-label setting, as the mean over the outputs. */
  double[] fewLabels(int setting) {
    double[] means = new double[outputs.get(0).fewLabels().get(setting).length];
    for (SplitFigures output : outputs) {
      for (int draw = 0; draw < means.length; draw++) {
        means[draw] += output.fewLabels().get(setting)[draw] / outputs.size();
      }
    }
    return means;
  }
}
