package io.github.simclrbeam.encoder;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.github.simclrbeam.files.DurableFiles;
import io.github.simclrbeam.proto.EncoderArchitecture;
import io.github.simclrbeam.proto.ProjectorArchitecture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Encoder and projector with live weights. Initial weights are a pure function of the architectures
 * and the seed, on every machine. Not thread-safe. Holds native memory until closed.
 */
public final class SimClrModel implements AutoCloseable {
  private final EncoderArchitecture architecture;
  private final ProjectorArchitecture projectorArchitecture;
  private final PtNDManager manager;
  private final TorchOps ops;
  private final TensorTable encoderTensors;
  private final TensorTable projectorTensors;
  private final ResNet encoder;
  private final Projector projector;

  private SimClrModel(
      EncoderArchitecture architecture,
      ProjectorArchitecture projectorArchitecture,
      long seed,
      Precision precision,
      Device device) {
    this.architecture = architecture;
    this.projectorArchitecture = projectorArchitecture;
    manager = (PtNDManager) NDManager.newBaseManager(device, "PyTorch");
    ops = TorchOps.load(manager);
    encoderTensors = new TensorTable(manager, ops, "encoder", seed, precision, true);
    projectorTensors = new TensorTable(manager, ops, "projector", seed, precision, true);
    encoder = new ResNet(encoderTensors.root(), architecture);
    projector =
        new Projector(projectorTensors.root(), architecture.getDimension(), projectorArchitecture);
  }

  /**
   * Returns a model with initial weights, in fp32 on the processor; the caller closes it.
   *
   * @throws IllegalArgumentException if an architecture cannot be built
   */
  public static SimClrModel create(
      EncoderArchitecture encoder, ProjectorArchitecture projector, long seed) {
    return create(encoder, projector, seed, Precision.FP32, Devices.CPU);
  }

  /**
   * Returns a model with initial weights on the first of the devices; the caller closes it.
   *
   * @throws IllegalArgumentException if an architecture cannot be built
   */
  public static SimClrModel create(
      EncoderArchitecture encoder,
      ProjectorArchitecture projector,
      long seed,
      Precision precision,
      Devices devices) {
    EncoderArchitectures.check(encoder);
    Projectors.check(projector);
    EngineThread.prepare();
    devices.prepare(precision);
    return new SimClrModel(encoder, projector, seed, precision, devices.first());
  }

  /** Returns a model of the same shapes, with other weights, on a device; the caller closes it. */
  SimClrModel replica(Device device) {
    EngineThread.prepare();
    return new SimClrModel(architecture, projectorArchitecture, 0, precision(), device);
  }

  /**
   * Takes the encoder's weights and buffers from elsewhere in place of its initial ones; the
   * projector stays as it is.
   *
   * @throws IOException if they are of another architecture; nothing is changed then
   */
  public void startFrom(PretrainedEncoder pretrained) throws IOException {
    encoderTensors.restore(pretrained.tensors(), pretrained.uri());
  }

  public EncoderArchitecture architecture() {
    return architecture;
  }

  public ProjectorArchitecture projectorArchitecture() {
    return projectorArchitecture;
  }

  /** Returns how many numbers are trained, in encoder and projector. */
  public long parameterCount() {
    return tensors().stream()
        .filter(tensor -> tensor.kind().trainable())
        .mapToLong(tensor -> tensor.array().size())
        .sum();
  }

  /** Returns the SHA-256, hex, of the encoder's parameters and buffers as they are now. */
  public String encoderDigest() {
    return ModelDigest.of(encoderTensors.export());
  }

  /** Returns the SHA-256, hex, of the encoder's BatchNorm buffers as they are now. */
  public String batchNormDigest() {
    return ModelDigest.ofBuffers(encoderTensors.export());
  }

  /**
   * Writes all weights and buffers as one safetensors file: {@code encoder.*} with torchvision's
   * names and {@code projector.*} numbered as in a PyTorch Sequential, so that a program elsewhere
   * can start from them.
   */
  public void writeCombined(String uri) throws IOException {
    List<TensorData> all = new ArrayList<>();
    encoderTensors.export().forEach(tensor -> all.add(tensor.named("encoder." + tensor.name())));
    projectorTensors
        .export()
        .forEach(tensor -> all.add(tensor.named("projector." + tensor.name())));
    DurableFiles.local().write(uri, out -> SafetensorsWriter.write(all, Map.of(), out));
  }

  /** Returns the names of the trained parameters, {@code encoder.*} and {@code projector.*}. */
  public List<String> parameterNames() {
    return tensors().stream()
        .filter(tensor -> tensor.kind().trainable())
        .map(NamedTensor::name)
        .toList();
  }

  /**
   * Returns the values of a trained parameter as they are now, row-major.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public float[] parameter(String name) {
    return values(name, NamedTensor::array);
  }

  /**
   * Returns what the backward passes since the last update add up to for a trained parameter,
   * row-major: the gradient of a step's loss while {@link BeforeUpdate} runs, zeros after it.
   * Neither clipped nor decayed.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public float[] gradient(String name) {
    return values(name, NamedTensor::gradient);
  }

  private float[] values(String name, Function<NamedTensor, PtNDArray> array) {
    NamedTensor found =
        tensors().stream()
            .filter(tensor -> tensor.kind().trainable() && tensor.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no parameter is called " + name));
    return encoderTensors.export(name, array.apply(found)).asFloats().floats();
  }

  @Override
  public void close() {
    manager.close();
  }

  /**
   * Takes (rows, channels, height, width), gives z (rows, output), by the batch's statistics, which
   * move the running ones; the input must live until backward.
   */
  Trace train(PtNDArray x) {
    return train(x, NormPass.WHOLE);
  }

  /** As {@link #train(PtNDArray)}, with another use of the running statistics. */
  Trace train(PtNDArray x, NormPass pass) {
    encoderTensors.setPass(pass);
    projectorTensors.setPass(pass);
    ResNet.Trace encoded = encoder.train(x);
    return new Trace(encoded, projector.train(encoded.h()));
  }

  /** Adds up all parameters' gradients; takes d and the trace over, but z. */
  void backward(PtNDArray d, Trace trace) {
    encoder.backward(projector.backward(d, trace.projected), trace.encoded);
  }

  PtNDManager manager() {
    return manager;
  }

  TorchOps ops() {
    return ops;
  }

  Precision precision() {
    return encoderTensors.precision();
  }

  /** Encoder's, then projector's, names with their prefix. */
  List<NamedTensor> tensors() {
    List<NamedTensor> all = new ArrayList<>();
    encoderTensors.tensors().forEach(tensor -> all.add(tensor.named("encoder." + tensor.name())));
    projectorTensors
        .tensors()
        .forEach(tensor -> all.add(tensor.named("projector." + tensor.name())));
    return all;
  }

  TensorTable encoderTensors() {
    return encoderTensors;
  }

  TensorTable projectorTensors() {
    return projectorTensors;
  }

  void restore(Map<String, TensorData> encoder, Map<String, TensorData> projector, String where)
      throws IOException {
    encoderTensors.restore(encoder, where + " encoder");
    projectorTensors.restore(projector, where + " projector");
  }

  /** What a backward pass needs. */
  record Trace(ResNet.Trace encoded, Projector.Trace projected) {
    PtNDArray z() {
      return projected.z();
    }
  }
}
