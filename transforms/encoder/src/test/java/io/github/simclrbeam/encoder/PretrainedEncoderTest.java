package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.simclrbeam.proto.EncoderArchitecture;
import io.github.simclrbeam.proto.Preprocessing;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PretrainedEncoderTest {
  private static final EncoderArchitecture COLOUR = EncoderArchitectures.tiny(3, 8, 8, 16);
  private static final EncoderArchitecture GRAY = EncoderArchitectures.tiny(1, 8, 8, 16);
  private static final int SIZE = 8;
  private static final Preprocessing IMAGENET =
      Preprocessing.newBuilder()
          .setImageSize(SIZE)
          .setChannels(3)
          .addAllMean(List.of(0.485, 0.456, 0.406))
          .addAllStd(List.of(0.229, 0.224, 0.225))
          .build();

  /**
   * Written by torchvision 0.22.1 and safetensors 0.8.0: infra/checks/peers/tiny-resnet.py. All
   * names begin with {@code backbone.}; {@code backbone.fc} is a classifier.
   */
  private static Map<String, TensorData> torchvisions;

  @TempDir Path folder;

  @BeforeAll
  static void readTheSample() throws IOException {
    EngineThread.setThreads(1);
    torchvisions = SafetensorsReader.read(sample(), "sample");
  }

  /** h as the script that wrote the file printed it. */
  @Test
  void embeddingIsWhatTorchvisionComputes() throws IOException {
    Path file = Files.write(folder.resolve("w.safetensors"), sample());
    PretrainedEncoder weights = PretrainedEncoder.read(file.toString(), COLOUR, false);
    assertThat(weights.notices())
        .containsExactly(
            "the prefix backbone. was taken off the names",
            "fc.weight [10, 16] was dropped: a classifier's",
            "fc.bias [10] was dropped: a classifier's");
    byte[] image = new byte[SIZE * SIZE * 3];
    for (int i = 0; i < image.length; i++) {
      image[i] = (byte) (i * 37 % 256);
    }
    assertThat(embed(weights, IMAGENET, image))
        .containsExactly(
            new float[] {
              0.035623f, 0.169776f, 0.139670f, 0.686481f, 0.319761f, 0.069377f, 0.431202f,
              0.714699f, 0.098378f, 0.416118f, 0.434582f, 0.213670f, 0.389629f, 0.353668f,
              0.082442f, 0.391424f
            },
            within(2e-6f));
  }

  @Test
  void trainingStartsFromTheFilesWeightsAndBuffers() throws IOException {
    PretrainedEncoder weights = read(torchvisions, COLOUR);
    EncoderArchitecture zero = COLOUR.toBuilder().setZeroInitResidual(true).build();
    try (SimClrModel model = SimClrModel.create(zero, SmallModel.PROJECTOR, 1)) {
      List<TensorData> projector = model.projectorTensors().export();
      model.startFrom(weights);
      for (TensorData tensor : model.encoderTensors().export()) {
        assertThat(tensor.bytes())
            .as(tensor.name())
            .isEqualTo(torchvisions.get("backbone." + tensor.name()).bytes());
      }
      assertThat(ModelDigest.of(model.projectorTensors().export()))
          .isEqualTo(ModelDigest.of(projector));
    }
  }

  @Test
  void aModelOfAnotherArchitectureRefusesTheWeightsAndStaysAsItIs() throws IOException {
    PretrainedEncoder weights = read(torchvisions, COLOUR);
    try (SimClrModel model = SmallModel.create(1)) {
      String before = model.encoderDigest();
      assertThatThrownBy(() -> model.startFrom(weights))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(
              "tensors do not fit the architecture: conv1.weight must be F32 [8, 1, 3, 3], but was:"
                  + " F32 [8, 3, 3, 3]; ");
      assertThat(model.encoderDigest()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "module.", "encoder.", "resnet.", "module.encoder_q."})
  void onePrefixIsTakenOff(String prefix) throws IOException {
    PretrainedEncoder weights = read(named(name -> prefix + name), COLOUR);
    assertThat(weights.tensors().keySet())
        .containsExactlyElementsOf(TensorShapes.of(COLOUR).all().keySet());
    String notice = "the prefix %s was taken off the names".formatted(prefix);
    assertThat(weights.notices().contains(notice)).isEqualTo(!prefix.isEmpty());
  }

  @Test
  void countsOfBatchesMayBeAbsent() throws IOException {
    Map<String, TensorData> file = named(name -> name);
    file.keySet().removeIf(name -> name.endsWith("num_batches_tracked"));
    PretrainedEncoder weights = read(file, COLOUR);
    assertThat(weights.notices()).contains("num_batches_tracked was absent 9 times and taken as 0");
    assertThat(weights.tensors().get("bn1.num_batches_tracked").scalar()).isZero();
    assertThat(read(torchvisions, COLOUR).tensors().get("bn1.num_batches_tracked").scalar())
        .isEqualTo(30);
  }

  /** The relative error of a type is at most half of its fraction's last digit. */
  @ParameterizedTest
  @EnumSource(
      value = TensorType.class,
      names = {"F32", "F64", "F16", "BF16"})
  void numbersOfEveryTypeAreRead(TensorType type) throws IOException {
    Map<String, TensorData> file = named(name -> name);
    file.replaceAll((name, tensor) -> tensor.type() == TensorType.I64 ? tensor : as(type, tensor));
    Map<String, TensorData> read = read(file, COLOUR).tensors();
    double error =
        switch (type) {
          case F16 -> 0x1p-11;
          case BF16 -> 0x1p-8;
          default -> 0;
        };
    for (String name : List.of("conv1.weight", "layer3.0.bn2.running_var", "bn1.bias")) {
      float[] expected = torchvisions.get("backbone." + name).floats();
      float[] found = read.get(name).floats();
      assertThat(found).hasSameSizeAs(expected);
      for (int i = 0; i < found.length; i++) {
        assertThat(found[i])
            .as(name)
            .isCloseTo(expected[i], within((float) (error * Math.abs(expected[i]) + 0x1p-25)));
      }
    }
  }

  @Test
  void colourWeightsForAGrayEncoderAreRefusedUnlessTheyAreAddedUp() throws IOException {
    assertThatThrownBy(() -> read(torchvisions, GRAY))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "conv1.weight must be for 1 channel, but is for 3: use colour images, or have its"
                + " weights added up (");
    PretrainedEncoder gray = PretrainedEncoder.read(write(torchvisions), GRAY, true);
    assertThat(gray.notices()).contains("conv1.weight for 3 channels was added up to 1");
    byte[] image = SmallModel.views(1, 3);
    byte[] thrice = new byte[3 * SIZE * SIZE];
    for (int i = 0; i < thrice.length; i++) {
      thrice[i] = image[i / 3];
    }
    Preprocessing one = SmallModel.PREPROCESSING.toBuilder().addMean(0.4).addStd(0.2).build();
    Preprocessing three =
        IMAGENET.toBuilder()
            .clearMean()
            .clearStd()
            .addAllMean(List.of(0.4, 0.4, 0.4))
            .addAllStd(List.of(0.2, 0.2, 0.2))
            .build();
    assertThat(embed(gray, one, image))
        .containsExactly(embed(read(torchvisions, COLOUR), three, thrice), within(1e-5f));
  }

  @Test
  void everythingThatDoesNotFitIsListedInOneError() throws IOException {
    Map<String, TensorData> file = named(name -> "m." + name);
    file.remove("m.bn1.bias");
    file.put("m.layer9.weight", TensorData.of("m.layer9.weight", 1));
    file.put("projector.0.weight", TensorData.of("projector.0.weight", 1));
    file.put("m.bn1.weight", TensorData.of("m.bn1.weight", new long[] {2}, new float[2]));
    file.put("m.bn1.running_var", TensorData.of("m.bn1.running_var", 1));
    String uri = write(file);
    assertThatThrownBy(() -> PretrainedEncoder.read(uri, COLOUR, false))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "tensors do not fit the architecture: bn1.bias is missing; bn1.running_var must be F32"
                + " or F64 or F16 or BF16 [8], but was: I64 []; bn1.weight must be F32 or F64 or F16"
                + " or BF16 [8], but was: F32 [2]; layer9.weight is unknown to this architecture;"
                + " projector.0.weight is unknown to this architecture (%s, names without m.)",
            uri);
    assertThatThrownBy(() -> read(torchvisions, EncoderArchitectures.of("resnet50", "small", 3)))
        .hasMessageMatching(".*conv1.weight must be .*; and 260 more \\(.*");
  }

  @Test
  void noMatchAtAllIsAnErrorOfItsOwn() throws IOException {
    Map<String, TensorData> file = named(name -> name.replace('.', '/'));
    String uri = write(file);
    assertThatThrownBy(() -> PretrainedEncoder.read(uri, COLOUR, false))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "0 of 54 tensors matched: names must be torchvision's, such as conv1.weight, after one"
                + " prefix or none, but are such as bn1/bias (%s)",
            uri);
    String empty = write(Map.of());
    assertThatThrownBy(() -> PretrainedEncoder.read(empty, COLOUR, false))
        .hasMessageContaining("0 of 54 tensors matched")
        .hasMessageContaining("but are such as none at all");
  }

  @Test
  void twoNetworksInOneFileAreRefused() throws IOException {
    Map<String, TensorData> file = named(name -> "encoder_k." + name);
    file.putAll(named(name -> "encoder_q." + name));
    assertThatThrownBy(() -> read(file, COLOUR))
        .hasMessageContaining("encoder_q.bn1.bias is unknown to this architecture")
        .hasMessageContaining("names without encoder_k.");
    Map<String, TensorData> both = named(name -> "encoder." + name);
    both.put("bn1.bias", torchvisions.get("backbone.bn1.bias"));
    assertThatThrownBy(() -> read(both, COLOUR))
        .hasMessageStartingWith(
            "bn1.bias must be there once, but is with and without the prefix encoder. (");
  }

  @Test
  void numbersThatAreNotFiniteAreRefused() throws IOException {
    Map<String, TensorData> file = named(name -> name);
    float[] values = {1, 1, 1, Float.NaN, 1, 1, 1, 1};
    file.put("bn1.weight", TensorData.of("bn1.weight", new long[] {8}, values));
    assertThatThrownBy(() -> read(file, COLOUR))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("bn1.weight must be finite, but is not (");
    double[] huge = {1, 1, 1, 1e200, 1, 1, 1, 1};
    ByteBuffer bytes = little(64);
    bytes.asDoubleBuffer().put(huge);
    file.put(
        "bn1.weight", new TensorData("bn1.weight", TensorType.F64, new long[] {8}, bytes.array()));
    assertThatThrownBy(() -> read(file, COLOUR))
        .hasMessageStartingWith("bn1.weight must be finite, but is not (");
  }

  @Test
  void filesThatAreNoSafetensorsAreRefused() throws IOException {
    Path file = folder.resolve("w.safetensors");
    byte[] bytes = sample();
    for (int length : new int[] {0, 7, 8, 100, bytes.length - 1}) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> PretrainedEncoder.read(file.toString(), COLOUR, false))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file.toString());
    }
    Files.write(file, "PK\3\4\0\0\b\b".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> PretrainedEncoder.read(file.toString(), COLOUR, false))
        .hasMessageStartingWith("weights must be safetensors, but was: a PyTorch pickle");
    assertThatThrownBy(() -> PretrainedEncoder.read(folder + "/none", COLOUR, false))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void variancesBelowZeroAreRefused() throws IOException {
    Map<String, TensorData> file = named(name -> name);
    float[] values = {1, 1, 1, 1, 0, 1, 1, -0.5f};
    file.put("bn1.running_var", TensorData.of("v", new long[] {8}, values));
    assertThatThrownBy(() -> read(file, COLOUR))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("bn1.running_var must be at least 0, but was: -0.5 (");
  }

  @Test
  void preprocessingMustFitTheEncoder() throws IOException {
    PretrainedEncoder weights = read(torchvisions, COLOUR);
    assertThatThrownBy(() -> FrozenEncoder.pretrained(weights, SmallModel.PREPROCESSING, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("channels must be the encoder's 3, but was: 1");
  }

  @Test
  void digestIsTheFilesSha256() throws IOException {
    Path file = Files.write(folder.resolve("w.safetensors"), sample());
    assertThat(PretrainedEncoder.read(file.toString(), COLOUR, false).digest())
        .isEqualTo("0827d6b2164c78d820c751388f15b4e77c58b953953bf3f7dff700467fb3c365");
  }

  private PretrainedEncoder read(Map<String, TensorData> tensors, EncoderArchitecture architecture)
      throws IOException {
    return PretrainedEncoder.read(write(tensors), architecture, false);
  }

  private String write(Map<String, TensorData> tensors) throws IOException {
    List<TensorData> named = new ArrayList<>();
    tensors.forEach((name, tensor) -> named.add(tensor.named(name)));
    Path file = Files.createTempFile(folder, "weights", ".safetensors");
    return Files.write(file, SafetensorsWriter.toBytes(named)).toString();
  }

  /** torchvision's tensors without their prefix, named anew. */
  private static Map<String, TensorData> named(UnaryOperator<String> rename) {
    Map<String, TensorData> all = new LinkedHashMap<>();
    torchvisions.forEach(
        (name, tensor) -> all.put(rename.apply(name.substring("backbone.".length())), tensor));
    return all;
  }

  private static float[] embed(PretrainedEncoder weights, Preprocessing preprocessing, byte[] image)
      throws IOException {
    try (FrozenEncoder encoder = FrozenEncoder.pretrained(weights, preprocessing, 1);
        FrozenEncoder.Session session = encoder.session()) {
      return session.embed(image, 1)[0];
    }
  }

  private static byte[] sample() throws IOException {
    try (InputStream in =
        PretrainedEncoderTest.class.getResourceAsStream("tiny-torchvision.safetensors")) {
      return in.readAllBytes();
    }
  }

  /** Encodes by arithmetic, not by the bits that the reader looks at; normal numbers only. */
  private static TensorData as(TensorType type, TensorData tensor) {
    float[] values = tensor.floats();
    ByteBuffer bytes = little(values.length * type.bytes());
    for (float value : values) {
      switch (type) {
        case F64 -> bytes.putDouble(value);
        case F16 -> bytes.putShort(binary(value, 10, 15));
        case BF16 -> bytes.putShort(binary(value, 7, 127));
        default -> bytes.putFloat(value);
      }
    }
    return new TensorData(tensor.name(), type, tensor.shape(), bytes.array());
  }

  private static short binary(double value, int digits, int bias) {
    if (Math.abs(value) < Math.scalb(1.0, 1 - Math.min(bias, 100))) {
      return 0;
    }
    int exponent = (int) Math.floor(Math.log(Math.abs(value)) / Math.log(2));
    double fraction = Math.abs(value) / Math.pow(2, exponent) - 1;
    long bits = Math.round((exponent + bias + fraction) * Math.pow(2, digits));
    return (short) (bits + (value < 0 ? 0x8000 : 0));
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
