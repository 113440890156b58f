package io.github.simclrbeam.encoder;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.github.simclrbeam.proto.CheckpointState;
import io.github.simclrbeam.proto.EncoderArchitecture;
import io.github.simclrbeam.proto.Preprocessing;
import io.github.simclrbeam.proto.TrainingConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * An encoder whose weights do not change, for embedding: BatchNorm uses its running statistics. One
 * is shared by all threads; each thread takes a {@link Session}. Rows are computed in batches of
 * one fixed size, so that a row's bits do not depend on how full its batch was. Thread-safe. Holds
 * native memory until closed.
 */
public final class FrozenEncoder implements AutoCloseable {
  /** Rows computed at once unless the caller says otherwise. */
  public static final int DEFAULT_BATCH_SIZE = 64;

  private final EncoderArchitecture architecture;
  private final Preprocessing preprocessing;
  private final int batchSize;
  private final PtNDManager manager;
  private final TorchOps ops;
  private final TensorTable tensors;
  private final ResNet network;

  private FrozenEncoder(
      EncoderArchitecture architecture,
      Preprocessing preprocessing,
      OptionalLong seed,
      int batchSize,
      Device device) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch size must be at least 1, but was: " + batchSize);
    }
    EncoderArchitectures.check(architecture);
    if (preprocessing.getChannels() != architecture.getChannels()) {
      throw new IllegalArgumentException(
          "channels must be the encoder's %d, but was: %d"
              .formatted(architecture.getChannels(), preprocessing.getChannels()));
    }
    this.architecture = architecture;
    this.preprocessing = preprocessing;
    this.batchSize = batchSize;
    EngineThread.prepare();
    manager = (PtNDManager) NDManager.newBaseManager(device, "PyTorch");
    ops = TorchOps.load(manager);
    tensors = new TensorTable(manager, ops, "encoder", seed, Precision.FP32, false);
    network = new ResNet(tensors.root(), architecture);
  }

  /** Returns the encoder of a checkpoint directory, with the default batch size. */
  public static FrozenEncoder load(String checkpoint) throws IOException {
    return load(checkpoint, DEFAULT_BATCH_SIZE);
  }

  /** Returns the encoder of a checkpoint directory, on the processor. */
  public static FrozenEncoder load(String checkpoint, int batchSize) throws IOException {
    return load(checkpoint, batchSize, Devices.CPU);
  }

  /**
   * Returns the encoder of a checkpoint directory; the caller closes it.
   *
   * @param devices where: one
   * @throws IOException if a file is damaged or does not fit the architecture
   */
  public static FrozenEncoder load(String checkpoint, int batchSize, Devices devices)
      throws IOException {
    CheckpointState state = Checkpoints.state(checkpoint);
    Map<String, TensorData> values = Checkpoints.encoder(checkpoint, state);
    TrainingConfiguration configuration = state.getConfiguration();
    FrozenEncoder encoder =
        new FrozenEncoder(
            configuration.getEncoder(),
            configuration.getPreprocessing(),
            OptionalLong.empty(),
            batchSize,
            prepared(devices));
    return encoder.with(inFloats(values), checkpoint);
  }

  /**
   * Returns a copy, in fp32 and on the model's first device, of the encoder that it has now; on a
   * GPU it multiplies in tf32 where the model does. The caller closes it.
   */
  public static FrozenEncoder of(SimClrModel model, Preprocessing preprocessing, int batchSize) {
    Map<String, TensorData> values = new LinkedHashMap<>();
    model.encoderTensors().export().forEach(tensor -> values.put(tensor.name(), tensor));
    FrozenEncoder encoder =
        new FrozenEncoder(
            model.architecture(),
            preprocessing,
            OptionalLong.empty(),
            batchSize,
            model.manager().getDevice());
    try {
      return encoder.with(inFloats(values), "the model");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns an encoder with weights from elsewhere, on the processor; the caller closes it.
   *
   * @param preprocessing what the weights were trained for; torchvision's on ImageNet: bilinear to
   *     224, mean .485, .456 and .406, deviation .229, .224 and .225
   * @throws IllegalArgumentException if the preprocessing does not fit the encoder
   */
  public static FrozenEncoder pretrained(
      PretrainedEncoder weights, Preprocessing preprocessing, int batchSize) throws IOException {
    return pretrained(weights, preprocessing, batchSize, Devices.CPU);
  }

  /** As the shorter form, on one device. */
  public static FrozenEncoder pretrained(
      PretrainedEncoder weights, Preprocessing preprocessing, int batchSize, Devices devices)
      throws IOException {
    FrozenEncoder encoder =
        new FrozenEncoder(
            weights.architecture(),
            preprocessing,
            OptionalLong.empty(),
            batchSize,
            prepared(devices));
    return encoder.with(weights.tensors(), weights.uri());
  }

  /** A model that was trained in fp64 embeds in fp32. */
  private static Map<String, TensorData> inFloats(Map<String, TensorData> values) {
    values.replaceAll((name, value) -> value.type() == TensorType.I64 ? value : value.asFloats());
    return values;
  }

  /** Returns this with these weights; closes it if they do not fit. */
  private FrozenEncoder with(Map<String, TensorData> values, String where) throws IOException {
    try {
      tensors.restore(values, where);
      return this;
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Returns an encoder with initial weights, with the default batch size. */
  public static FrozenEncoder untrained(
      EncoderArchitecture architecture, Preprocessing preprocessing, long seed) {
    return untrained(architecture, preprocessing, seed, DEFAULT_BATCH_SIZE);
  }

  /** Returns an encoder with initial weights, on the processor; the caller closes it. */
  public static FrozenEncoder untrained(
      EncoderArchitecture architecture, Preprocessing preprocessing, long seed, int batchSize) {
    return untrained(architecture, preprocessing, seed, batchSize, Devices.CPU);
  }

  /** As the shorter form, on one device. */
  public static FrozenEncoder untrained(
      EncoderArchitecture architecture,
      Preprocessing preprocessing,
      long seed,
      int batchSize,
      Devices devices) {
    return new FrozenEncoder(
        architecture, preprocessing, OptionalLong.of(seed), batchSize, prepared(devices));
  }

  private static Device prepared(Devices devices) {
    devices.prepare(Precision.FP32);
    return devices.first();
  }

  /** Returns the length of a row. */
  public int dimension() {
    return architecture.getDimension();
  }

  public EncoderArchitecture architecture() {
    return architecture;
  }

  public Preprocessing preprocessing() {
    return preprocessing;
  }

  /** Returns how many rows are computed at once. */
  public int batchSize() {
    return batchSize;
  }

  /** Returns the SHA-256, hex, of all parameters and buffers as they are now. */
  public String digest() {
    EngineThread.prepare();
    return ModelDigest.of(tensors.export());
  }

  /** Returns the SHA-256, hex, of BatchNorm's buffers as they are now. */
  public String batchNormDigest() {
    EngineThread.prepare();
    return ModelDigest.ofBuffers(tensors.export());
  }

  /** Returns a session for one thread at a time; the caller closes it before this encoder. */
  public Session session() {
    return new Session();
  }

  @Override
  public void close() {
    manager.close();
  }

  TensorTable tensors() {
    return tensors;
  }

  int managedArrays() {
    return manager.getManagedArrays().size();
  }

  /** What one thread needs to embed: its own memory over the shared weights. Not thread-safe. */
  public final class Session implements AutoCloseable {
    private final PtNDManager own =
        (PtNDManager) NDManager.newBaseManager(manager.getDevice(), "PyTorch");
    private final PixelInput input = new PixelInput(ops, Precision.FP32, preprocessing);

    private Session() {}

    /**
     * Returns h, a row per image.
     *
     * @param nhwc count x height x width x channels bytes of the preprocessing's size, row-major
     * @param count 0 to the batch size
     */
    public float[][] embed(byte[] nhwc, int count) {
      if (count < 0 || count > batchSize) {
        throw new IllegalArgumentException(
            "count must be 0 to %d, but was: %d".formatted(batchSize, count));
      }
      EngineThread.prepare();
      try (PtNDManager scope = (PtNDManager) own.newSubManager();
          PtNDArray x = input.of(scope, nhwc, count, batchSize);
          PtNDArray h = network.infer(x)) {
        float[] flat = h.toFloatArray();
        float[][] rows = new float[count][dimension()];
        for (int row = 0; row < count; row++) {
          System.arraycopy(flat, row * dimension(), rows[row], 0, dimension());
        }
        return rows;
      }
    }

    @Override
    public void close() {
      own.close();
    }

    int managedArrays() {
      return own.getManagedArrays().size();
    }
  }
}
