package io.github.simclrbeam.encoder;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The tensors of one network, in the order of a PyTorch state dictionary. Weights of convolutions
 * lie channels-last in memory; files and digests are row-major.
 */
final class TensorTable implements Tensors {
  private final PtNDManager manager;
  private final TorchOps ops;
  private final String place;
  private final OptionalLong seed;
  private final Precision precision;
  private final boolean trained;
  private final Map<String, NamedTensor> tensors = new LinkedHashMap<>();
  private final Map<String, BatchNorm> counters = new LinkedHashMap<>();

  /**
   * @param place the network's name: it keys the random numbers
   * @param trained whether parameters get gradients
   */
  TensorTable(
      PtNDManager manager,
      TorchOps ops,
      String place,
      long seed,
      Precision precision,
      boolean trained) {
    this(manager, ops, place, OptionalLong.of(seed), precision, trained);
  }

  /**
   * @param seed empty: the tensors begin as zeros, made faster than random numbers, to be restored
   */
  TensorTable(
      PtNDManager manager,
      TorchOps ops,
      String place,
      OptionalLong seed,
      Precision precision,
      boolean trained) {
    this.manager = manager;
    this.ops = ops;
    this.place = place;
    this.seed = seed;
    this.precision = precision;
    this.trained = trained;
  }

  Scope root() {
    return new Scope(this, "");
  }

  @Override
  public TorchOps ops() {
    return ops;
  }

  Precision precision() {
    return precision;
  }

  @Override
  public NamedTensor add(String name, TensorKind kind, long fanIn, long... shape) {
    float[] values =
        seed.isEmpty()
            ? new float[Math.toIntExact(TensorData.elements(shape))]
            : Initialization.values(place + "." + name, kind, shape, fanIn, seed.getAsLong());
    String layout = shape.length == 4 ? "clone_channels_last" : "clone_row_major";
    try (PtNDArray rows = create(TensorData.of(name, shape, values))) {
      PtNDArray array = ops.one(manager, layout, rows, precision.scriptCode());
      PtNDArray gradient =
          trained && kind.trainable() ? ops.one(manager, "zeros_like", array) : null;
      NamedTensor tensor = new NamedTensor(name, kind, array, gradient);
      tensors.put(name, tensor);
      return tensor;
    }
  }

  @Override
  public void count(String name, BatchNorm norm) {
    counters.put(name, norm);
  }

  /** Says what the next passes of all BatchNorms do with their running statistics. */
  void setPass(NormPass pass) {
    counters.values().forEach(norm -> norm.setPass(pass));
  }

  Collection<NamedTensor> tensors() {
    return tensors.values();
  }

  /** Returns the values of all parameters and buffers now. */
  List<TensorData> export() {
    List<TensorData> all = new ArrayList<>();
    for (NamedTensor tensor : tensors.values()) {
      all.add(export(tensor.name(), tensor.array()));
      if (tensor.kind() == TensorKind.RUNNING_VARIANCE) {
        String counter = tensor.name().replace("running_var", "num_batches_tracked");
        all.add(TensorData.of(counter, counters.get(counter).batches()));
      }
    }
    return all;
  }

  TensorData export(String name, PtNDArray array) {
    long[] shape = array.getShape().getShape();
    // Of what lies on a GPU the binding keeps a copy until the manager is closed, so it gets one of
    // its own.
    try (PtNDManager own = (PtNDManager) manager.newSubManager();
        PtNDArray rows = ops.one(own, "clone_row_major", array, precision.scriptCode())) {
      byte[] bytes =
          new byte[Math.toIntExact(TensorData.elements(shape) * precision.fileType().bytes())];
      rows.toByteBuffer(false).get(bytes);
      return new TensorData(name, precision.fileType(), shape, bytes);
    }
  }

  /**
   * Takes the values of all parameters and buffers.
   *
   * @throws IOException if a tensor is missing, unknown or of another shape; nothing is changed
   *     then
   */
  void restore(Map<String, TensorData> values, String where) throws IOException {
    Map<String, long[]> expected = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> expected.put(name, tensor.array().getShape().getShape()));
    counters.keySet().forEach(name -> expected.put(name, new long[0]));
    StrictMatch.check(expected, precision.fileType(), values, where);
    for (NamedTensor tensor : tensors.values()) {
      restore(tensor.array(), values.get(tensor.name()));
    }
    counters.forEach((name, norm) -> norm.setBatches(values.get(name).scalar()));
  }

  void restore(PtNDArray array, TensorData value) {
    try (PtNDArray rows = create(value)) {
      ops.effect("copy", array, rows);
    }
  }

  private PtNDArray create(TensorData value) {
    ByteBuffer buffer = manager.allocateDirect(value.bytes().length);
    buffer.put(value.bytes()).flip();
    DataType type = value.type() == TensorType.F64 ? DataType.FLOAT64 : DataType.FLOAT32;
    return manager.create(buffer, new Shape(value.shape()), type);
  }
}
