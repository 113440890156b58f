package io.github.simclrbeam.encoder;

import io.github.simclrbeam.proto.ProjectorArchitecture;
import io.github.simclrbeam.proto.ProjectorBias;
import io.github.simclrbeam.proto.ProjectorOutputNorm;
import java.util.Collections;
import java.util.List;

/**
 * The projectors that can be built: (Linear, [BatchNorm], ReLU) for each hidden layer, Linear,
 * [BatchNorm].
 *
 * <p>Their tensors are named as in a PyTorch Sequential of these modules, where a ReLU has a place
 * but no tensors. With two linear layers and BatchNorm after the hidden one these are {@code
 * 0.weight}, {@code 1.weight}, {@code 1.bias}, {@code 1.running_mean}, {@code 1.running_var},
 * {@code 1.num_batches_tracked} and {@code 3.weight}; a BatchNorm after the last is number 4. Three
 * linear layers without BatchNorm are 0, 2 and 4. A BatchNorm without shift has a bias of zeros.
 *
 * <p>What others call a projector of two linear layers, in these words:
 *
 * <ul>
 *   <li>google-research/simclr: BatchNorm, bias nowhere, output norm with scale
 *   <li>lightly: BatchNorm, bias nowhere, output norm with scale and shift
 *   <li>solo-learn: no BatchNorm, bias everywhere, no output norm
 *   <li>Spijkervet/SimCLR: no BatchNorm, bias nowhere, no output norm
 * </ul>
 */
public final class Projectors {
  private static final int MAX_LAYERS = 4;

  /** A matrix of this width fits one array of bytes. */
  private static final int MAX_WIDTH = 16_384;

  private Projectors() {}

  /**
   * Returns the architecture with hidden layers of one width, no output norm, and a bias everywhere
   * or, with BatchNorm, nowhere.
   *
   * @param layers linear layers, 1 to 4
   * @param hidden width of the hidden ones, 1 to 16384; unused with one layer
   * @param output length of z, 1 to 16384
   * @param batchNorm whether BatchNorm follows each hidden one
   * @throws IllegalArgumentException if a value is outside its range
   */
  public static ProjectorArchitecture of(int layers, int hidden, int output, boolean batchNorm) {
    return checked(
        ProjectorArchitecture.newBuilder()
            .setLayers(layers)
            .setHidden(layers == 1 ? 0 : hidden)
            .setOutput(output)
            .setBatchNorm(batchNorm));
  }

  /**
   * Returns the architecture.
   *
   * @param hidden widths of the hidden layers, each 1 to 16384: 0 to 3 of them
   * @param output length of z, 1 to 16384
   * @param batchNorm whether BatchNorm follows each hidden layer
   * @param bias which linear layers have a bias
   * @param outputNorm the BatchNorm after the last one
   * @throws IllegalArgumentException if a value is outside its range
   */
  public static ProjectorArchitecture of(
      List<Integer> hidden,
      int output,
      boolean batchNorm,
      ProjectorBias bias,
      ProjectorOutputNorm outputNorm) {
    ProjectorArchitecture.Builder architecture =
        ProjectorArchitecture.newBuilder()
            .setLayers(hidden.size() + 1)
            .setOutput(output)
            .setBatchNorm(batchNorm)
            .setBias(bias)
            .setOutputNorm(outputNorm);
    boolean uniform = hidden.stream().distinct().count() == 1;
    return checked(
        uniform ? architecture.setHidden(hidden.get(0)) : architecture.addAllHiddenWidths(hidden));
  }

  /** Returns the widths of an architecture's hidden layers, the first one's first. */
  public static List<Integer> hidden(ProjectorArchitecture architecture) {
    return architecture.getHiddenWidthsCount() == 0
        ? Collections.nCopies(architecture.getLayers() - 1, architecture.getHidden())
        : architecture.getHiddenWidthsList();
  }

  static void check(ProjectorArchitecture architecture) {
    int layers = architecture.getLayers();
    require("projector layers", layers, 1, MAX_LAYERS);
    List<Integer> widths = architecture.getHiddenWidthsList();
    if (!widths.isEmpty() && widths.size() != layers - 1) {
      throw new IllegalArgumentException(
          "projector hidden widths must be %d for %d layers, but was: %s"
              .formatted(layers - 1, layers, widths));
    }
    if ((layers == 1 || !widths.isEmpty()) && architecture.getHidden() != 0) {
      throw new IllegalArgumentException(
          "projector hidden must be 0 with one layer or a width for each, but was: "
              + architecture.getHidden());
    }
    hidden(architecture).forEach(width -> require("projector hidden", width, 1, MAX_WIDTH));
    require("projector output", architecture.getOutput(), 1, MAX_WIDTH);
    require(
        "projector bias",
        architecture.getBiasValue(),
        0,
        ProjectorBias.BIAS_WHERE_NOT_NORMED_VALUE);
    require(
        "projector output norm",
        architecture.getOutputNormValue(),
        0,
        ProjectorOutputNorm.OUTPUT_NORM_WITH_SCALE_AND_SHIFT_VALUE);
  }

  private static ProjectorArchitecture checked(ProjectorArchitecture.Builder architecture) {
    ProjectorArchitecture whole = architecture.build();
    check(whole);
    return whole;
  }

  private static void require(String what, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          "%s must be %d to %d, but was: %d".formatted(what, low, high, value));
    }
  }
}
