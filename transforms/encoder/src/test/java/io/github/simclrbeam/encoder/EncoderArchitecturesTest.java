package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.github.simclrbeam.proto.EncoderArchitecture;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EncoderArchitecturesTest {
  /**
   * The length of h, and the parameters, tensors and SHA-256 of all names and shapes of torchvision
   * 0.22.1's networks without their fc: as infra/checks/peers/resnets.py prints them. With names it
   * prints what the digest is of.
   */
  @ParameterizedTest(name = "{0} x{1}")
  @CsvSource({
    "resnet18, 1, 512, 11176512, 120,"
        + " ddf4934ad46eafa3e5b64340ec22732f2b6ecd525fe738b2c29d44dd1fbe9a6c",
    "resnet34, 1, 512, 21284672, 216,"
        + " 982296c737bb085d894a2b44ed8d6db2b61ccdb32900c44b65296657b9027db0",
    "resnet50, 1, 2048, 23508032, 318,"
        + " df1c5747d7655533d7faa5930e273fabf4ba1cf2c8ec642b7f87ed72d9703ae1",
    "resnet101, 1, 2048, 42500160, 624,"
        + " da92834a0b0d3b422224bc92b49a523c5a005a162e6490e527e00cee7f43de2f",
    "resnet152, 1, 2048, 58143808, 930,"
        + " ee185bf3ae700b88a7418976eddeffe5abe188596277584ab8b90e9eeca6df8b",
    "wide_resnet50_2, 1, 2048, 66834240, 318,"
        + " 7545680caae813d20faec5a45713d19b492226cdd0749c7c7b2843c07b5d8af2",
    "wide_resnet101_2, 1, 2048, 124837696, 624,"
        + " 7602da9a694f4e0b8ebe1b555a452531bbfd8a735fce4379c739bb96da534186",
    "resnet18, 2, 1024, 44668032, 120,"
        + " a18cd5a4551fe65db69314b8d912af73eebaff3182296a6f641879038d8cde80",
    "resnet50, 2, 4096, 93907072, 318,"
        + " 0a1e89cf471527d3c101fb5ba3eca2039061970b36d9970d2610533008894b6f",
    "resnet50, 4, 8192, 375378176, 318,"
        + " dae2eae2f186c141778f6399f5470e0a81c0bf868ec0537fce96e770baa9a400",
    "resnet152, 3, 6144, 522329280, 930,"
        + " 95e2e7a2c6d6dd977b84867475bcf869866f3b9dae8d742e8abd7797177bbc49",
    "wide_resnet50_2, 2, 4096, 267181696, 318,"
        + " 5dc242b83f8a728facbf2d20f458c1b9e427734aa928d17768616aeb8637dcdf",
  })
  void namesAndShapesAreTorchvisions(
      String name, int multiplier, int dimension, long parameters, int tensors, String digest) {
    EncoderArchitecture architecture = EncoderArchitectures.of(name, "imagenet", 3, multiplier);
    Map<String, long[]> shapes = TensorShapes.of(architecture).all();
    StringBuilder lines = new StringBuilder();
    shapes.forEach((tensor, shape) -> lines.append(tensor + " " + Arrays.toString(shape) + "\n"));
    assertThat(architecture.getDimension()).isEqualTo(dimension);
    assertThat(EncoderArchitectures.parameterCount(architecture)).isEqualTo(parameters);
    assertThat(shapes).hasSize(tensors);
    byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
    assertThat(HexFormat.of().formatHex(ModelDigest.sha256().digest(bytes))).isEqualTo(digest);
  }

  /** Less than with the other stem by 64 x 3 x (7 x 7 - 3 x 3) weights. */
  @Test
  void smallStemHasNineWeightsAChannel() {
    assertThat(EncoderArchitectures.parameterCount(EncoderArchitectures.of("resnet18", "small", 3)))
        .isEqualTo(11_168_832);
    assertThat(shape(EncoderArchitectures.of("resnet18", "small", 5, 2), "conv1.weight"))
        .containsExactly(128, 5, 3, 3);
  }

  @Test
  void shapesAreThoseOfTheLiveTensors() {
    EncoderArchitecture architecture =
        EncoderArchitectures.tiny(2, 8, 16, 8).toBuilder()
            .setWidthMultiplier(2)
            .setDimension(16)
            .build();
    TensorShapes shapes = TensorShapes.of(architecture);
    try (SimClrModel model = SimClrModel.create(architecture, Projectors.of(1, 0, 3, true), 1)) {
      List<TensorData> live = model.encoderTensors().export();
      assertThat(live)
          .extracting(TensorData::name)
          .containsExactlyElementsOf(shapes.all().keySet());
      assertThat(live)
          .extracting(TensorData::shape)
          .containsExactlyElementsOf(shapes.all().values());
      assertThat(model.parameterCount()).isEqualTo(shapes.parameters() + 16 * 3);
    }
  }

  @Test
  void plainWidthHasOneSpelling() {
    EncoderArchitecture plain = EncoderArchitectures.of("resnet18", "small", 3);
    assertThat(EncoderArchitectures.of("resnet18", "small", 3, 1)).isEqualTo(plain);
    EncoderArchitecture one = plain.toBuilder().setWidthMultiplier(1).build();
    assertThat(EncoderArchitectures.parameterCount(one))
        .isEqualTo(EncoderArchitectures.parameterCount(plain));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void lastScaleOfEveryBlockMayBeginAtZero(boolean zero) {
    EncoderArchitecture architecture =
        SmallModel.ENCODER.toBuilder().setZeroInitResidual(zero).build();
    try (SimClrModel model = SimClrModel.create(architecture, SmallModel.PROJECTOR, 1)) {
      for (NamedTensor tensor : model.encoderTensors().tensors()) {
        if (tensor.name().matches(".*(bn\\d|downsample\\.1)\\.weight")) {
          boolean last = tensor.name().matches("layer\\d\\.0\\.bn2\\.weight");
          assertThat(tensor.array().toFloatArray())
              .as(tensor.name())
              .containsOnly(zero && last ? 0 : 1);
          assertThat(tensor.kind().trainable()).isTrue();
        }
      }
    }
  }

  @Test
  void lastScaleOfABottleneckIsItsThird() {
    EncoderArchitecture architecture =
        EncoderArchitectures.of("resnet50", "imagenet", 3).toBuilder()
            .setZeroInitResidual(true)
            .build();
    Zeros zeros = new Zeros(new ArrayList<>());
    ResNet unused = new ResNet(new Scope(zeros, ""), architecture);
    assertThat(zeros.names)
        .hasSize(3 + 4 + 6 + 3)
        .allMatch(name -> name.matches("layer\\d\\.\\d\\.bn3\\.weight"));
  }

  /** Names of the scales that begin at 0. */
  private record Zeros(List<String> names) implements Tensors {
    @Override
    public NamedTensor add(String name, TensorKind kind, long fanIn, long... shape) {
      if (kind == TensorKind.ZERO_SCALE) {
        names.add(name);
      }
      return new NamedTensor(name, kind, null, null);
    }

    @Override
    public void count(String name, BatchNorm norm) {}

    @Override
    public TorchOps ops() {
      return null;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5, 13, 256})
  void networksOfManyChannelsLearn(int channels) {
    EncoderArchitecture architecture = EncoderArchitectures.of("resnet-tiny", "imagenet", channels);
    try (SimClrModel model = SimClrModel.create(architecture, SmallModel.PROJECTOR, 1);
        PtNDArray x = (PtNDArray) model.manager().ones(new Shape(3, channels, 16, 16))) {
      x.muli(model.manager().randomNormal(x.getShape()));
      SimClrModel.Trace trace = model.train(x);
      try (PtNDArray z = trace.z()) {
        assertThat(z.getShape()).isEqualTo(new Shape(3, 5));
        model.backward((PtNDArray) z.onesLike(), trace);
      }
      NamedTensor first = model.tensors().get(0);
      assertThat(first.array().getShape()).isEqualTo(new Shape(16, channels, 7, 7));
      assertThat(first.gradient().abs().sum().getFloat()).isPositive().isFinite();
    }
  }

  @ParameterizedTest(name = "{0} with {1} stem")
  @CsvSource({"resnet18, small, 4", "resnet18, imagenet, 1", "resnet-tiny, small, 8"})
  void theLastFeatureMapOf32PixelsHasTheSizeOfItsStem(String name, String stem, long size) {
    EngineThread.prepare();
    try (PtNDManager manager = (PtNDManager) NDManager.newBaseManager("PyTorch")) {
      TensorTable table =
          new TensorTable(
              manager, TorchOps.load(manager), "test", OptionalLong.empty(), Precision.FP32, false);
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
  void widthsOfATinyNetworkAreMultipliedToo() {
    EncoderArchitecture architecture = EncoderArchitectures.of("resnet-tiny", "small", 1, 2);
    assertThat(architecture.getWidthsList()).containsExactly(16, 48, 128);
    assertThat(architecture.getDimension()).isEqualTo(256);
    assertThat(shape(architecture, "layer3.0.conv1.weight")).containsExactly(256, 96, 3, 3);
    assertThat(
            EncoderArchitectures.parameterCount(EncoderArchitectures.of("resnet-tiny", "small", 1)))
        .isEqualTo(243_216);
  }

  @ParameterizedTest(name = "{4}")
  @CsvSource(
      delimiter = '|',
      value = {
        "resnet19|small|3|1|encoder must be one of [resnet-tiny, resnet18, resnet34, resnet50,"
            + " resnet101, resnet152, wide_resnet50_2, wide_resnet101_2], but was: resnet19",
        "resnet18|tall|3|1|stem must be one of [small, imagenet], but was: tall",
        "resnet18|small|0|1|channels must be 1 to 256, but was: 0",
        "resnet18|small|257|1|channels must be 1 to 256, but was: 257",
        "resnet18|small|3|0|width multiplier must be 1 to 4, but was: 0",
        "resnet18|small|3|5|width multiplier must be 1 to 4, but was: 5",
        "resnet152|imagenet|3|4|parameters of resnet152 x4 must be at most 536608767, but was:"
            + " 928370944",
      })
  void valuesOutsideTheirRangesAreRefused(
      String name, String stem, int channels, int multiplier, String message) {
    assertThatThrownBy(() -> EncoderArchitectures.of(name, stem, channels, multiplier))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({"8, 0, 16", "8, 12, 16", "8, -8, 16", "8, 16, 1032"})
  void widthsThatTheEngineCannotDoAreRefused(int first, int second, int third) {
    assertThatThrownBy(() -> EncoderArchitectures.tiny(1, first, second, third))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "widths must be three multiples of 8 up to 1024, but was: [%d, %d, %d]",
            first, second, third);
  }

  @Test
  void messagesThatContradictThemselvesAreRefused() {
    EncoderArchitecture plain = EncoderArchitectures.of("resnet18", "small", 3);
    assertThatThrownBy(
            () -> EncoderArchitectures.check(plain.toBuilder().setDimension(1024).build()))
        .hasMessage("dimension must be one of [512], but was: 1024");
    assertThatThrownBy(() -> EncoderArchitectures.check(plain.toBuilder().addWidths(8).build()))
        .hasMessage("widths must be empty, but was: [8]");
    assertThatThrownBy(
            () -> EncoderArchitectures.check(plain.toBuilder().setWidthMultiplier(-1).build()))
        .hasMessage("width multiplier must be 0 to 4, but was: -1");
  }

  private static long[] shape(EncoderArchitecture architecture, String name) {
    return TensorShapes.of(architecture).all().get(name);
  }
}
