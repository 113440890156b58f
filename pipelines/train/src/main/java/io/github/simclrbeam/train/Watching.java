package io.github.simclrbeam.train;

import java.util.Optional;

/**
 * How a run is watched; changes nothing of what is trained.
 *
 * @param views directory of view shards that the encoder is looked at with, if it is
 * @param everyEpochs epochs between looks, and between histograms of weights and gradients, at
 *     least 1
 * @param images at most so many are looked at, at least 2
 * @param measureEverySteps steps between measurements of the gradient and of the batch, at least 1
 */
record Watching(Optional<String> views, int everyEpochs, int images, int measureEverySteps) {}
