package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.github.simclrbeam.proto.Preprocessing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine loads what was written in Java as {@code torch.jit.load} does. */
final class TorchScriptExportTest {
  private static final int SIZE = Clothes.SIZE;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "resnet-tiny, small, 1, PIXELS",
    "resnet-tiny, small, 3, PIXELS",
    "resnet-tiny, small, 3, TENSOR",
    "resnet18, imagenet, 1, PIXELS",
    "resnet50, small, 3, TENSOR"
  })
  void theLoadedModuleGivesOurRepresentations(
      String name, String stem, int channels, ExportInput input) throws IOException {
    ExportFixture encoder = ExportFixture.of(EncoderArchitectures.of(name, stem, channels));
    byte[] images = Clothes.images(channels);
    float[][] expected = encoder.embed(images, 4);
    assertClose(run(encoder, input, images, 4), expected);
    assertClose(run(encoder, input, images, 1), new float[][] {expected[0]});
  }

  @Test
  void withoutMeanAndDeviationBytesAreOnlyScaled() throws IOException {
    ExportFixture encoder = ExportFixture.tiny(1);
    Preprocessing plain = Preprocessing.newBuilder().setImageSize(SIZE).setChannels(1).build();
    ExportFixture scaled = encoder.with(plain);
    byte[] images = Clothes.images(1);
    float[][] expected = scaled.embed(images, 2);
    assertThat(expected[0]).isNotEqualTo(encoder.embed(images, 2)[0]);
    assertClose(run(scaled, ExportInput.PIXELS, images, 2), expected);
  }

  @Test
  void imagesOfAnotherSizeAreRefused() throws IOException {
    ExportFixture encoder = ExportFixture.tiny(1);
    try (PtNDManager manager = manager();
        PtNDArray small = zeros(manager, new Shape(2, 14, 28, 1), DataType.UINT8)) {
      PtSymbolBlock module = load(manager, encoder, ExportInput.PIXELS);
      assertThatThrownBy(() -> forward(manager, module, small))
          .hasMessageContaining("pixels must be of shape [N, 28, 28, 1], but was: [2, 14, 28, 1]");
    }
  }

  @Test
  void pixelsThatAreNoBytesAreRefused() throws IOException {
    ExportFixture encoder = ExportFixture.tiny(1);
    try (PtNDManager manager = manager();
        PtNDArray floats = zeros(manager, new Shape(2, 28, 28, 1), DataType.FLOAT32)) {
      PtSymbolBlock module = load(manager, encoder, ExportInput.PIXELS);
      assertThatThrownBy(() -> forward(manager, module, floats))
          .hasMessageContaining("pixels must be of type torch.uint8");
    }
  }

  /** Within 1e-5 of the row's greatest number. */
  private static void assertClose(float[][] found, float[][] expected) {
    assertThat(found.length).isEqualTo(expected.length);
    for (int row = 0; row < expected.length; row++) {
      float greatest = 0;
      for (float value : expected[row]) {
        greatest = Math.max(greatest, Math.abs(value));
      }
      assertThat(greatest).isPositive().isFinite();
      assertThat(found[row]).containsExactly(expected[row], within(1e-5f * greatest));
    }
  }

  private float[][] run(ExportFixture encoder, ExportInput input, byte[] images, int count)
      throws IOException {
    try (PtNDManager manager = manager()) {
      PtSymbolBlock module = load(manager, encoder, input);
      int channels = encoder.architecture().getChannels();
      ByteBuffer bytes = ByteBuffer.allocateDirect(count * SIZE * SIZE * channels);
      bytes.put(images, 0, bytes.capacity()).flip();
      try (PtNDArray pixels =
              manager.create(bytes, new Shape(count, SIZE, SIZE, channels), DataType.UINT8);
          PtNDArray x =
              input == ExportInput.PIXELS
                  ? pixels
                  : new PixelInput(TorchOps.load(manager), Precision.FP32, encoder.preprocessing())
                      .of(manager, images, count, count);
          PtNDArray h = forward(manager, module, x)) {
        float[] flat = h.toFloatArray();
        float[][] rows = new float[count][flat.length / count];
        for (int row = 0; row < count; row++) {
          System.arraycopy(flat, row * rows[row].length, rows[row], 0, rows[row].length);
        }
        return rows;
      }
    }
  }

  private PtSymbolBlock load(PtNDManager manager, ExportFixture encoder, ExportInput input)
      throws IOException {
    Path file = directory.resolve("encoder.pt");
    encoder.export().write(ExportFormat.TORCHSCRIPT, input, file.toString());
    try (InputStream in = Files.newInputStream(file)) {
      return JniUtils.loadModule(manager, in, true, false);
    }
  }

  private static PtNDArray forward(PtNDManager manager, PtSymbolBlock module, PtNDArray x) {
    try (IValue argument = IValue.from(x);
        IValue result = IValueUtils.runMethod(module, "forward", argument)) {
      return result.toTensor(manager);
    }
  }

  private static PtNDManager manager() {
    EngineThread.prepare();
    return (PtNDManager) NDManager.newBaseManager("PyTorch");
  }

  private static PtNDArray zeros(PtNDManager manager, Shape shape, DataType type) {
    return (PtNDArray) manager.zeros(shape, type);
  }
}
