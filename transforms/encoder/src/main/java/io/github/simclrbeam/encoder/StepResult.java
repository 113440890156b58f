package io.github.simclrbeam.encoder;

import java.util.Optional;

/**
 * What a training step says.
 *
 * @param loss of the batch before the step
 * @param statistics empty unless they were asked for
 */
public record StepResult(double loss, Optional<StepStatistics> statistics) {}
