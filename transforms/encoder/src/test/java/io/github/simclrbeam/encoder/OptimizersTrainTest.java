package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.proto.OptimizerSettings;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule in a whole training step. */
final class OptimizersTrainTest {
  private static final int PAIRS = 6;
  private static final int STEPS = 30;

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void lossFallsOnABatchThatRepeats(OptimizerSettings settings, double rate) {
    try (SimClrModel model = SmallModel.create(1)) {
      TrainingStep step = SmallModel.step(model, Optimizer.of(model, settings));
      byte[] views = SmallModel.views(PAIRS, 1);
      double first = step.step(views, PAIRS, rate).loss();
      int arrays = model.manager().getManagedArrays().size();
      double last = first;
      for (int i = 0; i < STEPS; i++) {
        last = step.step(views, PAIRS, rate).loss();
      }
      assertThat(last).isLessThan(0.7 * first);
      assertThat(model.manager().getManagedArrays()).hasSize(arrays);
    }
  }

  static List<Arguments> rules() {
    return List.of(
        Arguments.of(
            named("sgd").setNesterov(true).setMomentumConvention("tensorflow").build(), 0.05),
        Arguments.of(named("sgd").setClipNorm(1).build(), 0.05),
        Arguments.of(named("adam").build(), 0.01),
        Arguments.of(named("adamw").build(), 0.01),
        Arguments.of(named("lars").build(), 2),
        Arguments.of(named("lars").setLarsVariant("solo-learn").build(), 0.4),
        Arguments.of(
            named("lars").setLarsVariant("vissl").addDecayed("all").addAdapted("all").build(), 2));
  }

  private static OptimizerSettings.Builder named(String name) {
    return OptimizerSettings.newBuilder().setName(name);
  }
}
