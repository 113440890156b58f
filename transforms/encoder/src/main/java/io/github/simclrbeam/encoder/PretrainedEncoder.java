package io.github.simclrbeam.encoder;

import io.github.simclrbeam.proto.EncoderArchitecture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An encoder's weights from elsewhere, to start training from ({@link SimClrModel#startFrom}) or to
 * embed with ({@link FrozenEncoder#pretrained}): a safetensors file with the names that torchvision
 * and timm give their residual networks, in F32, F16, BF16 or F64. Every tensor is accounted for:
 * one prefix before all names, such as {@code backbone.}, is taken off, a classifier {@code fc} is
 * dropped, counts of batches may be absent, and nothing else may be missing, too many or of another
 * shape. What was done to the file's tensors stands in {@link #notices}.
 */
public final class PretrainedEncoder {
  private static final Set<TensorType> NUMBERS =
      EnumSet.of(TensorType.F32, TensorType.F16, TensorType.BF16, TensorType.F64);
  private static final List<String> CLASSIFIER = List.of("fc.weight", "fc.bias");
  private static final int COLOURS = 3;

  private final String uri;
  private final EncoderArchitecture architecture;
  private final String digest;
  private final Map<String, TensorData> tensors = new LinkedHashMap<>();
  private final List<String> notices = new ArrayList<>();

  private PretrainedEncoder(String uri, EncoderArchitecture architecture, String digest) {
    this.uri = uri;
    this.architecture = architecture;
    this.digest = digest;
  }

  /** Reads the file, then as the longer form. */
  public static PretrainedEncoder read(
      String uri, EncoderArchitecture architecture, boolean sumChannels) throws IOException {
    EncoderArchitectures.check(architecture);
    return of(WeightsFile.read(uri), architecture, sumChannels);
  }

  /**
   * Returns the weights that a file holds for an architecture.
   *
   * @param sumChannels whether to make the first convolution of an encoder of 1 channel from one of
   *     3 by adding up its weights: it gives for a gray image what the other gives for that image
   *     in all three channels. Otherwise such a file is refused
   * @throws IllegalArgumentException if the architecture cannot be built
   * @throws IOException if the file holds a number that is not finite, or does not fit the
   *     architecture
   */
  public static PretrainedEncoder of(
      WeightsFile file, EncoderArchitecture architecture, boolean sumChannels) throws IOException {
    EncoderArchitectures.check(architecture);
    PretrainedEncoder encoder = new PretrainedEncoder(file.uri(), architecture, file.digest());
    encoder.take(file.tensors(), sumChannels);
    return encoder;
  }

  /** Returns the network that the weights are for. */
  public EncoderArchitecture architecture() {
    return architecture;
  }

  /** Returns where the weights are from. */
  public String uri() {
    return uri;
  }

  /** Returns the SHA-256, hex, of the file. */
  public String digest() {
    return digest;
  }

  /** Returns what a person should know of how the file's tensors were taken, a line each. */
  public List<String> notices() {
    return List.copyOf(notices);
  }

  /** Returns the encoder's parameters and buffers, F32 and finite, by torchvision's names. */
  Map<String, TensorData> tensors() {
    return tensors;
  }

  private void take(Map<String, TensorData> found, boolean sumChannels) throws IOException {
    Map<String, long[]> expected = TensorShapes.of(architecture).all();
    String prefix = NamePrefix.of(found.keySet(), expected.keySet(), uri);
    Map<String, TensorData> named = withoutPrefix(prefix, found);
    dropClassifier(named);
    addCounts(expected, named);
    fitChannels(named, sumChannels);
    String where = prefix.isEmpty() ? uri : "%s, names without %s".formatted(uri, prefix);
    StrictMatch.check(expected, NUMBERS, named, where);
    for (String name : expected.keySet()) {
      TensorData tensor = named.get(name).named(name);
      TensorData taken = tensor.type() == TensorType.I64 ? tensor : tensor.asFloats();
      if (!taken.finite()) {
        throw new IOException("%s must be finite, but is not (%s)".formatted(name, uri));
      }
      if (name.endsWith("running_var")) {
        checkVariances(taken);
      }
      tensors.put(name, taken);
    }
  }

  private void checkVariances(TensorData tensor) throws IOException {
    for (float variance : tensor.floats()) {
      if (variance < 0) {
        throw new IOException(
            "%s must be at least 0, but was: %s (%s)".formatted(tensor.name(), variance, uri));
      }
    }
  }

  private Map<String, TensorData> withoutPrefix(String prefix, Map<String, TensorData> found)
      throws IOException {
    Map<String, TensorData> named = new LinkedHashMap<>();
    for (Map.Entry<String, TensorData> entry : found.entrySet()) {
      String name = entry.getKey();
      String plain = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
      if (named.put(plain, entry.getValue()) != null) {
        throw new IOException(
            "%s must be there once, but is with and without the prefix %s (%s)"
                .formatted(plain, prefix, uri));
      }
    }
    if (!prefix.isEmpty()) {
      notices.add("the prefix %s was taken off the names".formatted(prefix));
    }
    return named;
  }

  private void dropClassifier(Map<String, TensorData> named) {
    for (String name : CLASSIFIER) {
      TensorData dropped = named.remove(name);
      if (dropped != null) {
        String shape = Arrays.toString(dropped.shape());
        notices.add("%s %s was dropped: a classifier's".formatted(name, shape));
      }
    }
  }

  private void addCounts(Map<String, long[]> expected, Map<String, TensorData> named) {
    int absent = 0;
    for (Map.Entry<String, long[]> entry : expected.entrySet()) {
      String name = entry.getKey();
      if (entry.getValue().length == 0 && !named.containsKey(name)) {
        named.put(name, TensorData.of(name, 0));
        absent++;
      }
    }
    if (absent > 0) {
      notices.add("num_batches_tracked was absent %d times and taken as 0".formatted(absent));
    }
  }

  private void fitChannels(Map<String, TensorData> named, boolean sumChannels) throws IOException {
    TensorData first = named.get(WeightsFile.FIRST);
    boolean colour = first != null && first.shape().length == 4 && first.shape()[1] == COLOURS;
    if (!colour || architecture.getChannels() != 1) {
      return;
    }
    if (!sumChannels) {
      throw new IOException(
          "%s must be for 1 channel, but is for %d: use colour images, or have its weights added up (%s)"
              .formatted(WeightsFile.FIRST, COLOURS, uri));
    }
    named.put(WeightsFile.FIRST, sumOfChannels(first.asFloats()));
    notices.add("%s for %d channels was added up to 1".formatted(WeightsFile.FIRST, COLOURS));
  }

  private static TensorData sumOfChannels(TensorData first) {
    long[] shape = first.shape();
    int area = Math.toIntExact(shape[2] * shape[3]);
    float[] from = first.floats();
    float[] sums = new float[from.length / COLOURS];
    for (int i = 0; i < sums.length; i++) {
      int red = i / area * COLOURS * area + i % area;
      sums[i] = (float) ((double) from[red] + from[red + area] + from[red + 2 * area]);
    }
    return TensorData.of(first.name(), new long[] {shape[0], 1, shape[2], shape[3]}, sums);
  }
}
