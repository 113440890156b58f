package io.github.simclrbeam.beam;

/** What became of an image: pixels, or a dead letter. */
public sealed interface ReadOutcome permits DecodedImage, BadImage {}
