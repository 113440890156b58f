package io.github.simclrbeam.encoder;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The devices that train together, by name. The first one holds the model that is saved. Several
 * GPUs have not been run; what several devices do was checked with replicas on the processor.
 */
public final class Devices {
  /** The processor alone. */
  public static final Devices CPU = new Devices(List.of(Device.cpu()));

  private static final Pattern GPU = Pattern.compile("gpu(0|[1-9]\\d{0,2})");

  private final List<Device> list;

  private Devices(List<Device> list) {
    this.list = list;
  }

  /**
   * Returns the devices with these names, such as {@code cpu} or {@code gpu0,gpu1}. {@code cpu,cpu}
   * is two replicas on the processor, which is for checks: it is no faster than one.
   *
   * @throws IllegalArgumentException if a name is unknown, a GPU is not there or named twice, or
   *     GPUs and the processor are mixed
   */
  public static Devices parse(String names) {
    // Options are checked before the engine, whose start takes a second, is known to be needed.
    return parse(names, names.contains("gpu") ? gpus() : 0);
  }

  /**
   * Returns the devices with these names, on a machine that may have GPUs that this one has not.
   *
   * @throws IllegalArgumentException as {@link #parse}, but for a GPU that is not there
   */
  public static Devices elsewhere(String names) {
    return parse(names, Integer.MAX_VALUE);
  }

  static Devices parse(String names, int gpus) {
    List<Device> devices = new ArrayList<>();
    for (String name : names.split(",", -1)) {
      Device device = device(name, gpus);
      if (device.isGpu() && devices.contains(device)) {
        throw new IllegalArgumentException(
            "devices must name a GPU once, but was: %s".formatted(names));
      }
      devices.add(device);
    }
    if (devices.stream().map(Device::isGpu).distinct().count() > 1) {
      throw new IllegalArgumentException(
          "devices must be GPUs or the processor, not both, but was: %s".formatted(names));
    }
    return new Devices(List.copyOf(devices));
  }

  private static int gpus() {
    EngineThread.start();
    Engine engine = Engine.getEngine("PyTorch");
    // It counts what the driver has, also where its own libraries are for the processor only.
    return engine.hasCapability(StandardCapabilities.CUDA) ? engine.getGpuCount() : 0;
  }

  private static Device device(String name, int gpus) {
    if (name.equals("cpu")) {
      return Device.cpu();
    }
    Matcher gpu = GPU.matcher(name);
    if (!gpu.matches()) {
      throw new IllegalArgumentException(
          "devices must be cpu, or names such as gpu0 with commas between, but was: '%s'"
              .formatted(name));
    }
    int index = Integer.parseInt(gpu.group(1));
    if (index >= gpus) {
      throw new IllegalArgumentException(
          gpus == 0
              ? name
                  + ": there is no GPU that the engine's libraries can use; see SIMCLR_BEAM_TORCH"
              : "%s: this machine has %d GPU%s".formatted(name, gpus, gpus == 1 ? "" : "s"));
    }
    return Device.gpu(index);
  }

  /** Returns how many there are. */
  public int count() {
    return list.size();
  }

  /** Makes GPUs, all of this process, calculate with a precision, and the same bits every time. */
  void prepare(Precision precision) {
    if (first().isGpu()) {
      CudaArithmetic.ofProcess().set(precision);
    }
  }

  List<Device> list() {
    return list;
  }

  Device first() {
    return list.get(0);
  }

  /** Returns the names, as {@link #parse} takes them. */
  @Override
  public String toString() {
    return String.join(",", list.stream().map(Devices::name).toList());
  }

  static String name(Device device) {
    return device.isGpu() ? "gpu" + device.getDeviceId() : "cpu";
  }
}
