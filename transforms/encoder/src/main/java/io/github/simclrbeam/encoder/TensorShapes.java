package io.github.simclrbeam.encoder;

import io.github.simclrbeam.proto.EncoderArchitecture;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names and shapes of an encoder's tensors, from the layers themselves, without any memory. */
final class TensorShapes implements Tensors {
  private static final long[] SCALAR = {};

  private final Map<String, long[]> shapes = new LinkedHashMap<>();
  private long parameters;

  private TensorShapes() {}

  /** Returns what an encoder holds; its architecture must have been checked. */
  static TensorShapes of(EncoderArchitecture architecture) {
    TensorShapes shapes = new TensorShapes();
    ResNet unused = new ResNet(new Scope(shapes, ""), architecture);
    return shapes;
  }

  /** Returns the shapes of parameters and buffers by name, in the order of a state dictionary. */
  Map<String, long[]> all() {
    return Collections.unmodifiableMap(shapes);
  }

  /** Returns how many numbers are trained. */
  long parameters() {
    return parameters;
  }

  @Override
  public NamedTensor add(String name, TensorKind kind, long fanIn, long... shape) {
    shapes.put(name, shape);
    parameters += kind.trainable() ? TensorData.elements(shape) : 0;
    return new NamedTensor(name, kind, null, null);
  }

  @Override
  public void count(String name, BatchNorm norm) {
    shapes.put(name, SCALAR);
  }

  @Override
  public TorchOps ops() {
    return null;
  }
}
