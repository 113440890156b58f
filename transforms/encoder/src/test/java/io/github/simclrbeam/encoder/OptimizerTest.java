package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.pytorch.engine.PtNDArray;
import io.github.simclrbeam.proto.EncoderArchitecture;
import io.github.simclrbeam.proto.OptimizerSettings;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OptimizerTest {
  @Test
  void velocityGathersGradientsAndTheRateScalesItOutside() {
    try (SimClrModel model = SmallModel.create(1)) {
      Optimizer sgd = Optimizer.sgd(model, 0.9, 0.1);
      double w = first(weight(sgd));
      double v = 0;
      for (double rate : new double[] {0.5, 0.1, 0.1}) {
        setGradients(model, sgd, 2);
        sgd.step(rate);
        v = 0.9 * v + 2 + 0.1 * w;
        w = w - rate * v;
        assertThat((double) first(weight(sgd))).isCloseTo(w, within(1e-6));
      }
      assertThat(sgd.steps()).isEqualTo(3);
    }
  }

  @Test
  void onlyWeightsDecay() {
    try (SimClrModel model = SmallModel.create(1)) {
      Optimizer sgd = Optimizer.sgd(model, 0.9, 0.1);
      ParameterGroup decayed = sgd.groups().get(0);
      ParameterGroup kept = sgd.groups().get(1);
      float before = first(decayed.weights()[0]);
      sgd.step(1);
      assertThat(first(decayed.weights()[0])).isCloseTo(0.9f * before, within(1e-6f));
      assertThat(kept.tensors()).extracting(NamedTensor::name).contains("encoder.bn1.weight");
      assertThat(first(kept.weights()[0])).isEqualTo(1);
    }
  }

  @Test
  void groupsGoByKindSoThatEveryNormalizationIsExcluded() {
    EncoderArchitecture resnet18 = EncoderArchitectures.of("resnet18", "small", 3);
    try (SimClrModel model = SimClrModel.create(resnet18, Projectors.of(3, 8, 4, false), 1)) {
      List<ParameterGroup> groups = Optimizer.sgd(model, 0.9, 1e-4).groups();
      // 20 convolutions and 3 linear layers; 20 scales, 20 shifts, 3 biases.
      assertThat(groups.get(0).tensors()).hasSize(20 + 3);
      assertThat(groups.get(1).tensors()).hasSize(20 + 20 + 3);
      assertThat(groups.get(1).tensors())
          .extracting(NamedTensor::name)
          .contains("encoder.layer4.0.downsample.1.weight", "projector.0.bias");
      assertThat(groups.get(1).decay()).isZero();
    }
  }

  @Test
  void stepUsesUpTheGradients() {
    try (SimClrModel model = SmallModel.create(1)) {
      Optimizer sgd = Optimizer.sgd(model, 0, 0);
      setGradients(model, sgd, 3);
      float before = first(weight(sgd));
      sgd.step(0.1);
      sgd.step(0.1);
      assertThat(first(weight(sgd))).isCloseTo(before - 0.3f, within(1e-6f));
      assertThat(first(sgd.groups().get(0).gradients()[0])).isZero();
    }
  }

  @Test
  void stateRestoredIsTheStateSaved() throws IOException {
    try (SimClrModel model = SmallModel.create(1);
        SimClrModel other = SmallModel.create(1)) {
      Optimizer sgd = Optimizer.sgd(model, 0.9, 0.1);
      setGradients(model, sgd, 1);
      sgd.step(0.1);
      Map<String, TensorData> saved = byName(sgd.export());
      assertThat(saved)
          .containsKeys("velocity.encoder.layer1.0.conv1.weight", "velocity.projector.3.weight")
          .containsKey("step");
      Optimizer restored = Optimizer.sgd(other, 0.9, 0.1);
      restored.restore(saved, "test");
      assertThat(restored.steps()).isEqualTo(1);
      assertThat(ModelDigest.of(restored.export())).isEqualTo(ModelDigest.of(sgd.export()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgd", "adam", "adamw", "lars"})
  void everyRuleGoesOnFromItsSavedStateBitForBit(String name) throws IOException {
    OptimizerSettings settings = OptimizerSettings.newBuilder().setName(name).build();
    try (SimClrModel model = SmallModel.create(1);
        SimClrModel other = SmallModel.create(1)) {
      Optimizer whole = Optimizer.of(model, settings);
      Optimizer half = Optimizer.of(other, settings);
      for (Optimizer optimizer : List.of(whole, half)) {
        SimClrModel moved = optimizer == whole ? model : other;
        setGradients(moved, optimizer, 0.5f);
        optimizer.step(0.1);
        setGradients(moved, optimizer, -0.3f);
        optimizer.step(0.2);
      }
      Optimizer rest = Optimizer.of(other, settings);
      rest.restore(byName(half.export()), "test");
      setGradients(model, whole, 0.7f);
      whole.step(0.05);
      setGradients(other, rest, 0.7f);
      rest.step(0.05);
      assertThat(rest.steps()).isEqualTo(3);
      assertThat(other.encoderDigest()).isEqualTo(model.encoderDigest());
      assertThat(ModelDigest.of(rest.export())).isEqualTo(ModelDigest.of(whole.export()));
    }
  }

  @Test
  void stateOfAnotherRuleIsRefused() {
    try (SimClrModel model = SmallModel.create(1)) {
      Optimizer adam = Optimizer.of(model, OptimizerSettings.newBuilder().setName("adam").build());
      assertThat(adam.export())
          .extracting(TensorData::name)
          .contains("mean.encoder.bn1.weight", "variance.projector.3.weight", "step");
      assertThatThrownBy(() -> Optimizer.sgd(model, 0.9, 0).restore(byName(adam.export()), "run"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("velocity.encoder.bn1.bias is missing");
    }
  }

  @Test
  void larsAdaptsWeightsOnlyAndMissesNoNormalization() {
    EncoderArchitecture resnet18 = EncoderArchitectures.of("resnet18", "small", 3);
    try (SimClrModel model = SimClrModel.create(resnet18, Projectors.of(3, 8, 4, false), 1)) {
      OptimizerSettings lars = OptimizerSettings.newBuilder().setName("lars").build();
      List<ParameterGroup> groups = Optimizer.of(model, lars).groups();
      assertThat(groups).extracting(ParameterGroup::adapted).containsExactly(true, false);
      assertThat(groups).extracting(ParameterGroup::decay).containsExactly(1e-4, 0.0);
      // The 20 normalizations of ResNet-18, those of downsampling among them.
      assertThat(groups.get(1).tensors())
          .filteredOn(tensor -> tensor.kind() == TensorKind.SCALE)
          .hasSize(20)
          .extracting(NamedTensor::name)
          .contains("encoder.layer2.0.downsample.1.weight");
      assertThat(groups.get(0).tensors()).allMatch(of -> of.kind() == TensorKind.WEIGHT);
    }
  }

  @Test
  void excludedBiasWithoutAGradientStaysPut() {
    try (SimClrModel model =
        SimClrModel.create(SmallModel.ENCODER, Projectors.of(2, 8, 5, false), 1)) {
      OptimizerSettings lars =
          OptimizerSettings.newBuilder().setName("lars").setWeightDecay(0.1).build();
      NamedTensor bias = named(model, "projector.0.bias");
      float before = first(bias.array());
      assertThat(before).isNotZero();
      Optimizer.of(model, lars).step(1);
      assertThat(first(bias.array())).isEqualTo(before);
    }
  }

  @Test
  void everythingDecaysWhenSettingsSaySo() {
    try (SimClrModel model = SmallModel.create(1)) {
      OptimizerSettings all =
          OptimizerSettings.newBuilder().setWeightDecay(0.1).addDecayed("all").build();
      Optimizer.of(model, all).step(1);
      assertThat(first(named(model, "encoder.bn1.weight").array())).isCloseTo(0.9f, within(1e-6f));
    }
  }

  @Test
  void gradientsAreClippedBeforeDecayAndTheirNormIsThatBefore() {
    try (SimClrModel model = SmallModel.create(1)) {
      OptimizerSettings clipped =
          OptimizerSettings.newBuilder()
              .setMomentum(0)
              .setWeightDecay(0.1)
              .setClipNorm(0.5)
              .build();
      Optimizer sgd = Optimizer.of(model, clipped);
      double numbers = model.parameterCount();
      double w = first(weight(sgd));
      setGradients(model, sgd, 2);
      assertThat(sgd.gradientNorm()).isCloseTo(2 * Math.sqrt(numbers), within(1e-3));
      sgd.step(1);
      double expected = w - 0.5 / Math.sqrt(numbers) - 0.1 * w;
      assertThat((double) first(weight(sgd))).isCloseTo(expected, within(1e-6));
      assertThat(sgd.gradientNorm()).isZero();
    }
  }

  @Test
  void foreignStateIsRefused() {
    try (SimClrModel model = SmallModel.create(1)) {
      Optimizer sgd = Optimizer.sgd(model, 0.9, 0.1);
      Map<String, TensorData> state = byName(sgd.export());
      state.remove("velocity.encoder.conv1.weight");
      state.put("velocity.fc.weight", TensorData.of("velocity.fc.weight", 1));
      assertThatThrownBy(() -> sgd.restore(state, "run/step-1"))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "tensors do not fit the architecture: velocity.encoder.conv1.weight is missing;"
                  + " velocity.fc.weight is unknown to this architecture (run/step-1 optimizer)");
    }
  }

  @Test
  void senselessNumbersAreRefused() {
    try (SimClrModel model = SmallModel.create(1)) {
      assertThatThrownBy(() -> Optimizer.sgd(model, 1, 0))
          .hasMessage("momentum must be in [0, 1), but was: 1.0");
      assertThatThrownBy(() -> Optimizer.sgd(model, 0.9, -1))
          .hasMessage("weight decay must be at least 0, but was: -1.0");
    }
  }

  private static Map<String, TensorData> byName(List<TensorData> tensors) {
    Map<String, TensorData> byName = new LinkedHashMap<>();
    tensors.forEach(tensor -> byName.put(tensor.name(), tensor));
    return byName;
  }

  private static NamedTensor named(SimClrModel model, String name) {
    return model.tensors().stream()
        .filter(tensor -> tensor.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static PtNDArray weight(Optimizer sgd) {
    return sgd.groups().get(0).weights()[0];
  }

  private static float first(PtNDArray array) {
    return array.toFloatArray()[0];
  }

  private static void setGradients(SimClrModel model, Optimizer sgd, float value) {
    for (ParameterGroup group : sgd.groups()) {
      for (PtNDArray gradient : group.gradients()) {
        try (PtNDArray given = (PtNDArray) gradient.getManager().create(value)) {
          model.ops().effect("add", gradient, given);
        }
      }
    }
  }
}
