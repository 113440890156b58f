package io.github.simclrbeam.encoder;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Whether a device multiplies bfloat16 itself. */
final class Bfloat16 {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  /** As the kernel names them on x86 and ARM. */
  private static final List<String> INSTRUCTIONS = List.of("avx512_bf16", "amx_bf16", "bf16");

  /** NVIDIA's Ampere, compute capability 8.0. */
  private static final int FIRST_GPU = 80;

  private Bfloat16() {}

  /** Returns what the device lacks; empty if nothing. The GPU's part has not been run on a GPU. */
  static Optional<String> missingOn(Device device) {
    return device.isGpu()
        ? missingOnGpu(device.toString(), CudaUtils.getComputeCapability(device.getDeviceId()))
        : missingOnProcessor(description());
  }

  /**
   * @param capability digits of the compute capability without the dot, such as 90
   */
  static Optional<String> missingOnGpu(String name, String capability) {
    return Integer.parseInt(capability) >= FIRST_GPU
        ? Optional.empty()
        : Optional.of(
            "%s has compute capability %s and needs at least %d"
                .formatted(name, capability, FIRST_GPU));
  }

  /**
   * @param description what /proc/cpuinfo says
   */
  static Optional<String> missingOnProcessor(String description) {
    return description
            .lines()
            .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
            .flatMap(line -> Arrays.stream(line.substring(line.indexOf(':') + 1).split("\\s+")))
            .anyMatch(INSTRUCTIONS::contains)
        ? Optional.empty()
        : Optional.of(
            "%s names none of the instructions %s; emulated, it is slower than fp32"
                .formatted(PROCESSORS, INSTRUCTIONS));
  }

  private static String description() {
    try {
      return Files.readString(PROCESSORS);
    } catch (IOException e) {
      return ""; // Another system, or hidden: as if it had none.
    }
  }
}
