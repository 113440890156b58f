/**
 * What a training run shows while it runs, as TensorBoard reads it: event files of scalars, images
 * and histograms, and the embedding projector.
 */
package io.github.simclrbeam.events;
