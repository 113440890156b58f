package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.github.simclrbeam.proto.EncoderArchitecture;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EncoderArchitecturesTest {
  /** Parameters of torchvision's networks less those of their fc. */
  @ParameterizedTest
  @CsvSource({
    "resnet18, imagenet, 3, 512, 11176512, 20",
    "resnet34, imagenet, 3, 512, 21284672, 36",
    "resnet50, imagenet, 3, 2048, 23508032, 53",
    "resnet18, small, 3, 512, 11168832, 20",
    "resnet-tiny, small, 1, 128, 243216, 9",
  })
  void networksHaveTorchvisionsSizes(
      String name, String stem, int channels, int dimension, long parameters, long norms) {
    EncoderArchitecture architecture = EncoderArchitectures.of(name, stem, channels);
    assertThat(architecture.getDimension()).isEqualTo(dimension);
    assertThat(dimension).isLessThan(4096);
    try (SimClrModel model = SimClrModel.create(architecture, Projectors.of(2, 1, 1, true), 1)) {
      long projector = dimension + 2 + 1;
      assertThat(model.parameterCount()).isEqualTo(parameters + projector);
      assertThat(
              model.encoderTensors().tensors().stream()
                  .filter(tensor -> tensor.kind() == TensorKind.SCALE))
          .hasSize((int) norms);
    }
  }

  @ParameterizedTest(name = "{0} with {1} stem")
  @CsvSource({"resnet18, small, 4", "resnet18, imagenet, 1", "resnet-tiny, small, 8"})
  void theLastFeatureMapOf32PixelsHasTheSizeOfItsStem(String name, String stem, long size) {
    EngineThread.prepare();
    try (PtNDManager manager = (PtNDManager) NDManager.newBaseManager("PyTorch")) {
      TensorTable table =
          new TensorTable(manager, TorchOps.load(manager), "test", 5, Precision.FP32, true);
      ResNet network = new ResNet(table.root(), EncoderArchitectures.of(name, stem, 3));
      PtNDArray x = (PtNDArray) manager.ones(new Shape(2, 3, 32, 32));
      Shape map = network.train(x).blocks().peek().y().getShape();
      assertThat(map.get(2)).isEqualTo(size);
      assertThat(map.get(3)).isEqualTo(size);
    }
  }

  @Test
  void namesAreTorchvisionsInTheOrderOfItsStateDictionary() {
    try (SimClrModel model = SmallModel.create(1)) {
      assertThat(model.encoderTensors().export())
          .extracting(TensorData::name)
          .startsWith(
              "conv1.weight",
              "bn1.weight",
              "bn1.bias",
              "bn1.running_mean",
              "bn1.running_var",
              "bn1.num_batches_tracked",
              "layer1.0.conv1.weight",
              "layer1.0.bn1.weight")
          .contains(
              "layer2.0.downsample.0.weight",
              "layer2.0.downsample.1.running_var",
              "layer3.0.bn2.num_batches_tracked")
          .doesNotContain("layer1.0.downsample.0.weight", "fc.weight")
          .hasSize(9 * 6);
      assertThat(model.projectorTensors().export())
          .extracting(TensorData::name)
          .containsExactly(
              "0.weight",
              "1.weight",
              "1.bias",
              "1.running_mean",
              "1.running_var",
              "1.num_batches_tracked",
              "3.weight");
    }
  }

  @Test
  void projectorsAreNumberedAsInASequential() {
    assertThat(names(3, true))
        .contains("0.weight", "1.bias", "3.weight", "4.running_mean", "6.weight")
        .doesNotContain("0.bias", "3.bias", "6.bias");
    assertThat(names(3, false))
        .containsExactly("0.weight", "0.bias", "2.weight", "2.bias", "4.weight", "4.bias");
    assertThat(names(2, false)).containsExactly("0.weight", "0.bias", "2.weight", "2.bias");
  }

  private static List<String> names(int layers, boolean batchNorm) {
    try (SimClrModel model =
        SimClrModel.create(SmallModel.ENCODER, Projectors.of(layers, 7, 3, batchNorm), 1)) {
      return model.projectorTensors().export().stream().map(TensorData::name).toList();
    }
  }

  @Test
  void bottleneckStridesItsMiddleConvolution() {
    EncoderArchitecture architecture = EncoderArchitectures.of("resnet50", "imagenet", 3);
    try (SimClrModel model = SimClrModel.create(architecture, Projectors.of(2, 1, 1, true), 1)) {
      assertThat(model.encoderTensors().tensors())
          .filteredOn(tensor -> tensor.name().startsWith("layer2.0.conv"))
          .extracting(tensor -> tensor.array().getShape().toString())
          .containsExactly("(128, 256, 1, 1)", "(128, 128, 3, 3)", "(512, 128, 1, 1)");
    }
  }

  @Test
  void unknownNamesAndValuesAreRefused() {
    assertThatThrownBy(() -> EncoderArchitectures.of("resnet19", "small", 3))
        .hasMessage(
            "encoder must be one of [resnet-tiny, resnet18, resnet34, resnet50], but was: resnet19");
    assertThatThrownBy(() -> EncoderArchitectures.of("resnet18", "tall", 3))
        .hasMessage("stem must be one of [small, imagenet], but was: tall");
    assertThatThrownBy(() -> EncoderArchitectures.of("resnet18", "small", 2))
        .hasMessage("channels must be one of [1, 3], but was: 2");
    assertThatThrownBy(() -> EncoderArchitectures.tiny(1, 8, 0, 16))
        .hasMessage("widths must be three positive multiples of 8, but was: [8, 0, 16]");
    assertThatThrownBy(() -> EncoderArchitectures.tiny(1, 8, 12, 16))
        .hasMessage("widths must be three positive multiples of 8, but was: [8, 12, 16]");
    assertThatThrownBy(() -> Projectors.of(4, 8, 8, true))
        .hasMessage("projector layers must be 2 to 3, but was: 4");
    assertThatThrownBy(() -> Projectors.of(2, 0, 8, true))
        .hasMessageStartingWith("projector hidden must be 1 to");
  }
}
