package io.github.simclrbeam.encoder;

import io.github.simclrbeam.proto.EncoderArchitecture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Weights written by torchvision 0.22.1 and safetensors 0.8.0: infra/checks/peers/tiny-resnet.py.
 * All names begin with {@code backbone.}; {@code backbone.fc} is a classifier.
 */
final class TorchvisionSample {
  static final EncoderArchitecture COLOUR = EncoderArchitectures.tiny(3, 8, 8, 16);

  private TorchvisionSample() {}

  /** Returns its tensors; all names begin with {@code backbone.}. */
  static Map<String, TensorData> tensors() throws IOException {
    return SafetensorsReader.read(bytes(), "sample");
  }

  static byte[] bytes() throws IOException {
    try (InputStream in =
        TorchvisionSample.class.getResourceAsStream("tiny-torchvision.safetensors")) {
      return in.readAllBytes();
    }
  }

  static PretrainedEncoder read(
      Path folder, Map<String, TensorData> tensors, EncoderArchitecture architecture)
      throws IOException {
    return PretrainedEncoder.read(write(folder, tensors), architecture, false);
  }

  static String write(Path folder, Map<String, TensorData> tensors) throws IOException {
    List<TensorData> named = new ArrayList<>();
    tensors.forEach((name, tensor) -> named.add(tensor.named(name)));
    Path file = Files.createTempFile(folder, "weights", ".safetensors");
    return Files.write(file, SafetensorsBytes.of(named)).toString();
  }

  /** Returns its tensors without their prefix, named anew. */
  static Map<String, TensorData> named(UnaryOperator<String> rename) throws IOException {
    Map<String, TensorData> all = new LinkedHashMap<>();
    tensors()
        .forEach(
            (name, tensor) -> all.put(rename.apply(name.substring("backbone.".length())), tensor));
    return all;
  }
}
