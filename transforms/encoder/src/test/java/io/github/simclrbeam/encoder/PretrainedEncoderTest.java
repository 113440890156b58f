package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.simclrbeam.proto.EncoderArchitecture;
import io.github.simclrbeam.proto.Preprocessing;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PretrainedEncoderTest {
  private static final EncoderArchitecture GRAY = EncoderArchitectures.tiny(1, 8, 8, 16);
  private static final int SIZE = 8;

  private static final Preprocessing IMAGENET =
      Preprocessing.newBuilder()
          .setImageSize(SIZE)
          .setChannels(3)
          .addAllMean(List.of(0.485, 0.456, 0.406))
          .addAllStd(List.of(0.229, 0.224, 0.225))
          .build();

  @TempDir Path folder;

  @BeforeAll
  static void setOneThread() {
    EngineThread.setThreads(1);
  }

  /** h as the script that wrote the file printed it. */
  @Test
  void embeddingIsWhatTorchvisionComputes() throws IOException {
    Path file = Files.write(folder.resolve("w.safetensors"), TorchvisionSample.bytes());
    PretrainedEncoder weights =
        PretrainedEncoder.read(file.toString(), TorchvisionSample.COLOUR, false);
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
    PretrainedEncoder weights =
        TorchvisionSample.read(folder, TorchvisionSample.tensors(), TorchvisionSample.COLOUR);
    EncoderArchitecture zero =
        TorchvisionSample.COLOUR.toBuilder().setZeroInitResidual(true).build();
    try (SimClrModel model = SimClrModel.create(zero, SmallModel.PROJECTOR, 1)) {
      List<TensorData> projector = model.projectorTensors().export();
      model.startFrom(weights);
      for (TensorData tensor : model.encoderTensors().export()) {
        assertThat(tensor.bytes())
            .as(tensor.name())
            .isEqualTo(TorchvisionSample.tensors().get("backbone." + tensor.name()).bytes());
      }
      assertThat(ModelDigest.of(model.projectorTensors().export()))
          .isEqualTo(ModelDigest.of(projector));
    }
  }

  @Test
  void aModelOfAnotherArchitectureRefusesTheWeightsAndStaysAsItIs() throws IOException {
    PretrainedEncoder weights =
        TorchvisionSample.read(folder, TorchvisionSample.tensors(), TorchvisionSample.COLOUR);
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

  @Test
  void colourWeightsForAGrayEncoderAreRefusedUnlessTheyAreAddedUp() throws IOException {
    assertThatThrownBy(() -> TorchvisionSample.read(folder, TorchvisionSample.tensors(), GRAY))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "conv1.weight must be for 1 channel, but is for 3: use colour images, or have its"
                + " weights added up (");
    PretrainedEncoder gray =
        PretrainedEncoder.read(
            TorchvisionSample.write(folder, TorchvisionSample.tensors()), GRAY, true);
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
        .containsExactly(
            embed(
                TorchvisionSample.read(
                    folder, TorchvisionSample.tensors(), TorchvisionSample.COLOUR),
                three,
                thrice),
            within(1e-5f));
  }

  @Test
  void filesThatAreNoSafetensorsAreRefused() throws IOException {
    Path file = folder.resolve("w.safetensors");
    byte[] bytes = TorchvisionSample.bytes();
    for (int length : new int[] {0, 7, 8, 100, bytes.length - 1}) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThatThrownBy(
              () -> PretrainedEncoder.read(file.toString(), TorchvisionSample.COLOUR, false))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file.toString());
    }
    Files.write(file, "PK\3\4\0\0\b\b".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(
            () -> PretrainedEncoder.read(file.toString(), TorchvisionSample.COLOUR, false))
        .hasMessageStartingWith("weights must be safetensors, but was: a PyTorch pickle");
    assertThatThrownBy(
            () -> PretrainedEncoder.read(folder + "/none", TorchvisionSample.COLOUR, false))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void preprocessingMustFitTheEncoder() throws IOException {
    PretrainedEncoder weights =
        TorchvisionSample.read(folder, TorchvisionSample.tensors(), TorchvisionSample.COLOUR);
    assertThatThrownBy(() -> FrozenEncoder.pretrained(weights, SmallModel.PREPROCESSING, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("channels must be the encoder's 3, but was: 1");
  }

  @Test
  void digestIsTheFilesSha256() throws IOException {
    Path file = Files.write(folder.resolve("w.safetensors"), TorchvisionSample.bytes());
    assertThat(PretrainedEncoder.read(file.toString(), TorchvisionSample.COLOUR, false).digest())
        .isEqualTo("0827d6b2164c78d820c751388f15b4e77c58b953953bf3f7dff700467fb3c365");
  }

  private static float[] embed(PretrainedEncoder weights, Preprocessing preprocessing, byte[] image)
      throws IOException {
    try (FrozenEncoder encoder = FrozenEncoder.pretrained(weights, preprocessing, 1);
        FrozenEncoder.Session session = encoder.session()) {
      return session.embed(image, 1)[0];
    }
  }
}
