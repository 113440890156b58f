/**
 * Views to representations and projections, and how they are learned: ResNet encoder, projector,
 * NT-Xent, SGD, schedule, one training step, checkpoints, the frozen encoder. Everything that
 * touches the deep-learning engine stands here.
 */
package io.github.simclrbeam.encoder;
