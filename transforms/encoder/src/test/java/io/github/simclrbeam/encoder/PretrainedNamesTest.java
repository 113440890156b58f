package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every tensor of a file is accounted for, by its name and shape. */
final class PretrainedNamesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", "module.", "encoder.", "resnet.", "module.encoder_q."})
  void onePrefixIsTakenOff(String prefix) throws IOException {
    PretrainedEncoder weights =
        TorchvisionSample.read(
            folder, TorchvisionSample.named(name -> prefix + name), TorchvisionSample.COLOUR);
    assertThat(weights.tensors().keySet())
        .containsExactlyElementsOf(TensorShapes.of(TorchvisionSample.COLOUR).all().keySet());
    String notice = "the prefix %s was taken off the names".formatted(prefix);
    assertThat(weights.notices().contains(notice)).isEqualTo(!prefix.isEmpty());
  }

  @Test
  void countsOfBatchesMayBeAbsent() throws IOException {
    Map<String, TensorData> file = TorchvisionSample.named(name -> name);
    file.keySet().removeIf(name -> name.endsWith("num_batches_tracked"));
    PretrainedEncoder weights = TorchvisionSample.read(folder, file, TorchvisionSample.COLOUR);
    assertThat(weights.notices()).contains("num_batches_tracked was absent 9 times and taken as 0");
    assertThat(weights.tensors().get("bn1.num_batches_tracked").scalar()).isZero();
    assertThat(
            TorchvisionSample.read(folder, TorchvisionSample.tensors(), TorchvisionSample.COLOUR)
                .tensors()
                .get("bn1.num_batches_tracked")
                .scalar())
        .isEqualTo(30);
  }

  @Test
  void everythingThatDoesNotFitIsListedInOneError() throws IOException {
    Map<String, TensorData> file = TorchvisionSample.named(name -> "m." + name);
    file.remove("m.bn1.bias");
    file.put("m.layer9.weight", TensorData.of("m.layer9.weight", 1));
    file.put("projector.0.weight", TensorData.of("projector.0.weight", 1));
    file.put("m.bn1.weight", TensorData.of("m.bn1.weight", new long[] {2}, new float[2]));
    file.put("m.bn1.running_var", TensorData.of("m.bn1.running_var", 1));
    String uri = TorchvisionSample.write(folder, file);
    assertThatThrownBy(() -> PretrainedEncoder.read(uri, TorchvisionSample.COLOUR, false))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "tensors do not fit the architecture: bn1.bias is missing; bn1.running_var must be F32"
                + " or F64 or F16 or BF16 [8], but was: I64 []; bn1.weight must be F32 or F64 or F16"
                + " or BF16 [8], but was: F32 [2]; layer9.weight is unknown to this architecture;"
                + " projector.0.weight is unknown to this architecture (%s, names without m.)",
            uri);
    assertThatThrownBy(
            () ->
                TorchvisionSample.read(
                    folder,
                    TorchvisionSample.tensors(),
                    EncoderArchitectures.of("resnet50", "small", 3)))
        .hasMessageMatching(".*conv1.weight must be .*; and 260 more \\(.*");
  }

  @Test
  void noMatchAtAllIsAnErrorOfItsOwn() throws IOException {
    Map<String, TensorData> file = TorchvisionSample.named(name -> name.replace('.', '/'));
    String uri = TorchvisionSample.write(folder, file);
    assertThatThrownBy(() -> PretrainedEncoder.read(uri, TorchvisionSample.COLOUR, false))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "0 of 54 tensors matched: names must be torchvision's, such as conv1.weight, after one"
                + " prefix or none, but are such as bn1/bias (%s)",
            uri);
    String empty = TorchvisionSample.write(folder, Map.of());
    assertThatThrownBy(() -> PretrainedEncoder.read(empty, TorchvisionSample.COLOUR, false))
        .hasMessageContaining("0 of 54 tensors matched")
        .hasMessageContaining("but are such as none at all");
  }

  @Test
  void twoNetworksInOneFileAreRefused() throws IOException {
    Map<String, TensorData> file = TorchvisionSample.named(name -> "encoder_k." + name);
    file.putAll(TorchvisionSample.named(name -> "encoder_q." + name));
    assertThatThrownBy(() -> TorchvisionSample.read(folder, file, TorchvisionSample.COLOUR))
        .hasMessageContaining("encoder_q.bn1.bias is unknown to this architecture")
        .hasMessageContaining("names without encoder_k.");
    Map<String, TensorData> both = TorchvisionSample.named(name -> "encoder." + name);
    both.put("bn1.bias", TorchvisionSample.tensors().get("backbone.bn1.bias"));
    assertThatThrownBy(() -> TorchvisionSample.read(folder, both, TorchvisionSample.COLOUR))
        .hasMessageStartingWith(
            "bn1.bias must be there once, but is with and without the prefix encoder. (");
  }
}
