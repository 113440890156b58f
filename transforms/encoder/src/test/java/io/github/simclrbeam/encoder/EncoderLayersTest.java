package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.proto.EncoderArchitecture;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EncoderLayersTest {
  @Test
  void aSmallNetworkIsAStemBasicBlocksAndAMean() throws IOException {
    List<EncoderLayer> layers = layers(EncoderArchitectures.tiny(1, 8, 16, 24));
    assertThat(layers.subList(0, 9))
        .containsExactly(
            new EncoderLayer.Convolution("conv1", "x", 3, 1),
            new EncoderLayer.Norm("bn1", "conv1"),
            new EncoderLayer.Relu("relu", "bn1"),
            new EncoderLayer.Convolution("layer1.0.conv1", "relu", 3, 1),
            new EncoderLayer.Norm("layer1.0.bn1", "layer1.0.conv1"),
            new EncoderLayer.Relu("layer1.0.relu1", "layer1.0.bn1"),
            new EncoderLayer.Convolution("layer1.0.conv2", "layer1.0.relu1", 3, 1),
            new EncoderLayer.Norm("layer1.0.bn2", "layer1.0.conv2"),
            new EncoderLayer.Sum("layer1.0.sum", "layer1.0.bn2", "relu"));
    assertThat(layers.subList(16, 19))
        .containsExactly(
            new EncoderLayer.Norm("layer2.0.downsample.1", "layer2.0.downsample.0"),
            new EncoderLayer.Sum("layer2.0.sum", "layer2.0.bn2", "layer2.0.downsample.1"),
            new EncoderLayer.Relu("layer2.0", "layer2.0.sum"));
    assertThat(layers.get(layers.size() - 1)).isEqualTo(new EncoderLayer.Mean("h", "layer3.0"));
  }

  /** Counts of layers as the paper has them (He et al. 2016, table 1), with those of shortcuts. */
  @ParameterizedTest
  @CsvSource({
    "resnet18, small, 20, conv1 layer2.0.conv1 layer3.0.conv1 layer4.0.conv1, 1",
    "resnet34, imagenet, 36, conv1 layer2.0.conv1 layer3.0.conv1 layer4.0.conv1, 2",
    "resnet50, imagenet, 53, conv1 layer2.0.conv2 layer3.0.conv2 layer4.0.conv2, 2"
  })
  void strideIsWhereTorchvisionHasIt(
      String name, String stem, int convolutions, String strided, int stemStride)
      throws IOException {
    List<EncoderLayer.Convolution> found =
        layers(EncoderArchitectures.of(name, stem, 3)).stream()
            .filter(EncoderLayer.Convolution.class::isInstance)
            .map(EncoderLayer.Convolution.class::cast)
            .toList();
    assertThat(found).hasSize(convolutions);
    assertThat(found.get(0).stride()).isEqualTo(stemStride);
    assertThat(found)
        .filteredOn(layer -> layer.stride() == 2 && !layer.output().contains("downsample"))
        .extracting(EncoderLayer.Convolution::output)
        .isSubsetOf(strided.split(" "))
        .hasSize(stemStride == 2 ? 4 : 3);
    assertThat(found)
        .filteredOn(layer -> layer.output().contains("downsample"))
        .allSatisfy(
            layer -> {
              assertThat(layer.kernel()).isEqualTo(1);
              assertThat(layer.stride()).isEqualTo(layer.output().startsWith("layer1") ? 1 : 2);
            });
  }

  @Test
  void everyValueIsMadeBeforeItIsTaken() throws IOException {
    Set<String> made = new HashSet<>(Set.of("x"));
    for (EncoderLayer layer : layers(EncoderArchitectures.of("resnet-tiny", "imagenet", 3))) {
      assertThat(made).as(layer.toString()).containsAll(inputs(layer));
      assertThat(made.add(layer.output())).as(layer.output()).isTrue();
    }
    assertThat(made).contains("h", "maxpool");
  }

  @Test
  void otherDepthsAndWidthsNeedOnlyOtherTensors() throws IOException {
    Map<String, TensorData> tensors = tensors(EncoderArchitectures.tiny(1, 8, 16, 24));
    Map<String, TensorData> deeper = new LinkedHashMap<>(tensors);
    tensors.forEach(
        (name, tensor) -> {
          if (name.startsWith("layer1.0.")) {
            String other = name.replace("layer1.0.", "layer1.1.");
            deeper.put(other, tensor.named(other));
          }
        });
    assertThat(EncoderLayers.of(deeper, "small", "x", "h", "f"))
        .hasSize(EncoderLayers.of(tensors, "small", "x", "h", "f").size() + 7)
        .contains(new EncoderLayer.Sum("layer1.1.sum", "layer1.1.bn2", "layer1.0"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "layer2.0.bn2.bias||layer2.0.bn2.bias must be of type F32, but was: missing (f)",
        "bn1.num_batches_tracked||bn1.num_batches_tracked must be of type I64, but was: missing (f)",
        "conv1.weight|1,1,3,5|conv1.weight must be a square of odd size, but was: [1, 1, 3, 5] (f)",
        "conv1.weight|8,1,4,4|conv1.weight must be a square of odd size, but was: [8, 1, 4, 4] (f)",
        "layer1.0.conv1.weight|8,4,3,3|layer1.0.conv1.weight must be of 8 channels, but was: 4 (f)",
        "layer1.0.bn1.weight|9|layer1.0.bn1.weight must be of shape [8], but was: [9] (f)",
        "fc.weight|10,24|tensors must be those of a residual network, but there is: fc.weight (f)",
        "layer2.2.conv1.weight|8,8,3,3|tensors must be those of a residual network, but there is:"
            + " layer2.2.conv1.weight (f)"
      })
  void whatIsNoResidualNetworkIsNamed(String name, String shape, String message) {
    Map<String, TensorData> tensors = tensors(EncoderArchitectures.tiny(1, 8, 16, 24));
    if (shape == null) {
      tensors.remove(name);
    } else {
      tensors.put(name, zeros(name, shape));
    }
    assertThatThrownBy(() -> EncoderLayers.of(tensors, "small", "x", "h", "f"))
        .isInstanceOf(IOException.class)
        .hasMessage(message);
  }

  @Test
  void anUnknownStemIsNamed() {
    Map<String, TensorData> tensors = tensors(EncoderArchitectures.tiny(1, 8, 16, 24));
    assertThatThrownBy(() -> EncoderLayers.of(tensors, "deep", "x", "h", "f"))
        .isInstanceOf(IOException.class)
        .hasMessage("stem must be one of [small, imagenet], but was: deep (f)");
  }

  @Test
  void aBlockThatDoesNotFitItsShortcutIsNamed() {
    Map<String, TensorData> tensors = tensors(EncoderArchitectures.tiny(1, 8, 16, 24));
    tensors.keySet().removeIf(name -> name.startsWith("layer2.0.downsample"));
    assertThatThrownBy(() -> EncoderLayers.of(tensors, "small", "x", "h", "f"))
        .isInstanceOf(IOException.class)
        .hasMessage("layer2.0 must be of its shortcut's 8 channels, but was: 16 (f)");
  }

  private static TensorData zeros(String name, String shape) {
    long[] sizes = Arrays.stream(shape.split(",")).mapToLong(Long::parseLong).toArray();
    return TensorData.of(name, sizes, new float[(int) TensorData.elements(sizes)]);
  }

  private static List<String> inputs(EncoderLayer layer) {
    if (layer instanceof EncoderLayer.Sum sum) {
      return List.of(sum.left(), sum.right());
    }
    if (layer instanceof EncoderLayer.Convolution convolution) {
      return List.of(convolution.input());
    }
    if (layer instanceof EncoderLayer.Norm norm) {
      return List.of(norm.input());
    }
    if (layer instanceof EncoderLayer.Relu relu) {
      return List.of(relu.input());
    }
    if (layer instanceof EncoderLayer.MaxPool pool) {
      return List.of(pool.input());
    }
    return List.of(((EncoderLayer.Mean) layer).input());
  }

  private static List<EncoderLayer> layers(EncoderArchitecture architecture) throws IOException {
    return EncoderLayers.of(tensors(architecture), architecture.getStem(), "x", "h", "f");
  }

  private static Map<String, TensorData> tensors(EncoderArchitecture architecture) {
    return new LinkedHashMap<>(ExportFixture.of(architecture).tensors());
  }
}
