package io.github.simclrbeam.encoder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A residual network's layers, told by the names and shapes of its tensors (torchvision's): how
 * many blocks there are, of which kind and width, follows from them. What no tensor tells: the stem
 * with a 7x7 convolution has stride 2 and max-pooling, and the first block of each layer but the
 * first has stride 2, at its first 3x3 convolution (ResNet v1.5).
 */
final class EncoderLayers {
  private final Map<String, TensorData> tensors;
  private final String where;
  private final Set<String> used = new LinkedHashSet<>();
  private final List<EncoderLayer> layers = new ArrayList<>();
  private final Map<String, Long> channels = new LinkedHashMap<>();

  private EncoderLayers(Map<String, TensorData> tensors, String where) {
    this.tensors = tensors;
    this.where = where;
  }

  /**
   * Returns the layers in order; the last one's output is h.
   *
   * @param tensors all of the encoder's, by name
   * @param stem as in the architecture
   * @param input name of the value that the first layer takes
   * @param output name of the value that the last layer makes
   * @param where the checkpoint, for messages
   * @throws IOException if a tensor is missing, left over or does not fit the one before it
   */
  static List<EncoderLayer> of(
      Map<String, TensorData> tensors, String stem, String input, String output, String where)
      throws IOException {
    EncoderLayers walk = new EncoderLayers(tensors, where);
    walk.network(stem, input, output);
    return walk.layers;
  }

  private void network(String stem, String input, String output) throws IOException {
    boolean pooled =
        switch (stem) {
          case EncoderArchitectures.IMAGENET_STEM -> true;
          case EncoderArchitectures.SMALL_STEM -> false;
          default -> throw fault("stem", "one of " + EncoderArchitectures.stems(), stem);
        };
    channels.put(input, weight("conv1").shape()[1]);
    String x = relu("relu", convolutionNorm("", "conv1", "bn1", input, pooled ? 2 : 1));
    if (pooled) {
      x = add(new EncoderLayer.MaxPool("maxpool", x), x);
    }
    for (int layer = 1; has("layer" + layer + ".0.conv1.weight"); layer++) {
      for (int block = 0; has("layer%d.%d.conv1.weight".formatted(layer, block)); block++) {
        int stride = layer > 1 && block == 0 ? 2 : 1;
        x = block("layer%d.%d".formatted(layer, block), x, stride);
      }
    }
    add(new EncoderLayer.Mean(output, x), x);
    Set<String> rest = new LinkedHashSet<>(tensors.keySet());
    rest.removeAll(used);
    if (!rest.isEmpty()) {
      throw new IOException(
          "tensors must be those of a residual network, but there is: %s (%s)"
              .formatted(rest.iterator().next(), where));
    }
  }

  private String block(String name, String input, int stride) throws IOException {
    String prefix = name + ".";
    String x = input;
    boolean strided = false;
    for (int i = 1; has(prefix + "conv" + i + ".weight"); i++) {
      if (i > 1) {
        x = relu(prefix + "relu" + (i - 1), x);
      }
      boolean turn = !strided && kernel(prefix + "conv" + i) > 1;
      strided |= turn;
      x = convolutionNorm(prefix, "conv" + i, "bn" + i, x, turn ? stride : 1);
    }
    String shortcut =
        has(prefix + "downsample.0.weight")
            ? convolutionNorm(prefix, "downsample.0", "downsample.1", input, stride)
            : input;
    if (!channels.get(x).equals(channels.get(shortcut))) {
      throw fault(
          name, "of its shortcut's " + channels.get(shortcut) + " channels", channels.get(x));
    }
    return relu(name, add(new EncoderLayer.Sum(prefix + "sum", x, shortcut), x));
  }

  /** Both with the prefix; takes the place of a convolution and the BatchNorm after it. */
  private String convolutionNorm(
      String prefix, String convolution, String norm, String input, int stride) throws IOException {
    String name = prefix + convolution;
    TensorData weight = weight(name);
    long[] shape = weight.shape();
    if (shape[1] != channels.get(input)) {
      throw fault(weight.name(), "of " + channels.get(input) + " channels", shape[1]);
    }
    layers.add(new EncoderLayer.Convolution(name, input, kernel(name), stride));
    channels.put(name, shape[0]);
    String normalized = prefix + norm;
    for (String part : List.of("weight", "bias", "running_mean", "running_var")) {
      TensorData found = tensor(normalized + "." + part, TensorType.F32);
      if (!Arrays.equals(found.shape(), new long[] {shape[0]})) {
        throw fault(found.name(), "of shape [" + shape[0] + "]", Arrays.toString(found.shape()));
      }
    }
    tensor(normalized + ".num_batches_tracked", TensorType.I64);
    return add(new EncoderLayer.Norm(normalized, name), name);
  }

  private String relu(String name, String input) {
    return add(new EncoderLayer.Relu(name, input), input);
  }

  /** Of a layer that keeps the number of channels. */
  private String add(EncoderLayer layer, String input) {
    layers.add(layer);
    channels.put(layer.output(), channels.get(input));
    return layer.output();
  }

  private int kernel(String convolution) throws IOException {
    return (int) weight(convolution).shape()[2];
  }

  private boolean has(String name) {
    return tensors.containsKey(name);
  }

  /** Returns a convolution's weight: (out, in, kernel, kernel). */
  private TensorData weight(String convolution) throws IOException {
    TensorData weight = tensor(convolution + ".weight", TensorType.F32);
    long[] shape = weight.shape();
    if (shape.length != 4 || shape[2] != shape[3] || shape[2] % 2 == 0) {
      throw fault(weight.name(), "a square of odd size", Arrays.toString(shape));
    }
    return weight;
  }

  private TensorData tensor(String name, TensorType type) throws IOException {
    TensorData tensor = tensors.get(name);
    if (tensor == null || tensor.type() != type) {
      throw fault(name, "of type " + type, tensor == null ? "missing" : tensor.type());
    }
    used.add(name);
    return tensor;
  }

  private IOException fault(String name, Object legal, Object found) {
    return new IOException("%s must be %s, but was: %s (%s)".formatted(name, legal, found, where));
  }
}
