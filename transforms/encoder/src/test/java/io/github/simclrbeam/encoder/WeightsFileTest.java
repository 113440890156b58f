package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.proto.EncoderArchitecture;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WeightsFileTest {
  @TempDir Path folder;

  /** The first convolutions of residual blocks, of another width, are called conv1 too. */
  @ParameterizedTest
  @CsvSource({
    "resnet-tiny, small, 3, '', 3",
    "resnet18, imagenet, 1, '', 7",
    "resnet50, imagenet, 3, module.backbone., 7",
  })
  void theFirstConvolutionTellsChannelsAndKernel(
      String encoder, String stem, int channels, String prefix, int kernel) throws IOException {
    WeightsFile file = write(EncoderArchitectures.of(encoder, stem, channels), prefix);
    assertThat(file.channels()).hasValue(channels);
    assertThat(file.kernel()).hasValue(kernel);
  }

  @Test
  void aFileWithoutAFirstConvolutionTellsNothing() throws IOException {
    WeightsFile file = write(List.of(TensorData.of("preconv1.weight", 1)));
    assertThat(file.channels()).isEmpty();
    assertThat(write(List.of(TensorData.of("conv1.weight", 1))).kernel()).isEmpty();
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> WeightsFile.read(folder + "/none"))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage("there is no file %s/none", folder);
    assertThatThrownBy(() -> WeightsFile.read(folder.toString()))
        .hasMessage("there is no file %s", folder);
  }

  private WeightsFile write(EncoderArchitecture architecture, String prefix) throws IOException {
    List<TensorData> tensors = new ArrayList<>();
    TensorShapes.of(architecture)
        .all()
        .forEach(
            (name, shape) ->
                tensors.add(
                    shape.length == 0
                        ? TensorData.of(prefix + name, 0)
                        : TensorData.of(
                            prefix + name,
                            shape,
                            new float[Math.toIntExact(TensorData.elements(shape))])));
    return write(tensors);
  }

  private WeightsFile write(List<TensorData> tensors) throws IOException {
    Path file = Files.createTempFile(folder, "w", ".safetensors");
    Files.write(file, SafetensorsBytes.of(tensors));
    return WeightsFile.read(file.toString());
  }
}
