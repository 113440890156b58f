package io.github.simclrbeam.encoder;

import io.github.simclrbeam.proto.ProjectorArchitecture;

/** The projectors that can be built. */
public final class Projectors {
  private Projectors() {}

  /**
   * Returns the architecture.
   *
   * @param layers linear layers, 2 or 3
   * @param hidden width of the hidden ones, at least 1
   * @param output length of z, at least 1
   * @param batchNorm whether BatchNorm follows each hidden one
   */
  public static ProjectorArchitecture of(int layers, int hidden, int output, boolean batchNorm) {
    ProjectorArchitecture architecture =
        ProjectorArchitecture.newBuilder()
            .setLayers(layers)
            .setHidden(hidden)
            .setOutput(output)
            .setBatchNorm(batchNorm)
            .build();
    check(architecture);
    return architecture;
  }

  static void check(ProjectorArchitecture architecture) {
    require("projector layers", architecture.getLayers(), 2, 3);
    require("projector hidden", architecture.getHidden(), 1, Integer.MAX_VALUE);
    require("projector output", architecture.getOutput(), 1, Integer.MAX_VALUE);
  }

  private static void require(String what, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          "%s must be %d to %d, but was: %d".formatted(what, low, high, value));
    }
  }
}
