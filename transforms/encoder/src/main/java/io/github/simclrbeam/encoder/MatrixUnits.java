package io.github.simclrbeam.encoder;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Whether a device multiplies numbers of short types, such as bfloat16, itself. */
final class MatrixUnits {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  /** As the kernel names them on x86 and ARM. */
  private static final List<String> BFLOAT16 = List.of("avx512_bf16", "amx_bf16", "bf16");

  /** NVIDIA's Ampere, compute capability 8.0: the first with TF32 and bfloat16. */
  private static final int FIRST_GPU = 80;

  private MatrixUnits() {}

  /** Returns what the device lacks for TF32; empty if nothing. */
  static Optional<String> missingOn(Device device) {
    return device.isGpu()
        ? missingOnGpu(Devices.name(device), CudaUtils.getComputeCapability(device.getDeviceId()))
        : Optional.of("only GPUs have it");
  }

  /** Returns what the device lacks for bfloat16; empty if nothing. */
  static Optional<String> missingForBfloat16(Device device) {
    return device.isGpu() ? missingOn(device) : missingOnProcessor(description());
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
            .anyMatch(BFLOAT16::contains)
        ? Optional.empty()
        : Optional.of(
            "%s names none of the instructions %s; emulated, it is slower than fp32"
                .formatted(PROCESSORS, BFLOAT16));
  }

  private static String description() {
    try {
      return Files.readString(PROCESSORS);
    } catch (IOException e) {
      return ""; // Another system, or hidden: as if it had none.
    }
  }
}
