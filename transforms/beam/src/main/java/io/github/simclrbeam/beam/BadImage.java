package io.github.simclrbeam.beam;

import io.github.simclrbeam.proto.DeadLetter;

/**
 * An image that cannot be used, by its own fault.
 *
 * @param deadLetter which, why and where
 */
public record BadImage(DeadLetter deadLetter) implements ReadOutcome {}
