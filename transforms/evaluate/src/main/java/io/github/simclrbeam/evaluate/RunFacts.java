package io.github.simclrbeam.evaluate;

import static java.util.Objects.requireNonNull;

import io.github.simclrbeam.proto.CheckpointState;
import io.github.simclrbeam.proto.TrainingManifest;

/**
 * What the training run says of its last checkpoint.
 *
 * @param lastStep optimizer steps of the run's last checkpoint, 0 or more
 * @param encoderDigest digest of that checkpoint's encoder; empty when unknown
 * @param batchNormDigest digest of that checkpoint's BatchNorm buffers; empty when unknown
 */
public record RunFacts(long lastStep, String encoderDigest, String batchNormDigest) {
  /** Checks that the step is not negative and nothing is null. */
  public RunFacts {
    if (lastStep < 0) {
      throw new IllegalArgumentException("last step must be 0 or more, but was: " + lastStep);
    }
    requireNonNull(encoderDigest, "encoderDigest");
    requireNonNull(batchNormDigest, "batchNormDigest");
  }

  /** The facts of a completed run. */
  public static RunFacts of(TrainingManifest run) {
    return new RunFacts(run.getSteps(), run.getEncoderDigest(), "");
  }

  /** The facts of a run's last checkpoint. */
  public static RunFacts of(CheckpointState last) {
    return new RunFacts(last.getStep(), last.getEncoderDigest(), last.getBatchNormDigest());
  }
}
