/** Pixels to views: the SimCLR augmentation as a pure, seeded, replayable function of one image. */
package io.github.simclrbeam.augment;
