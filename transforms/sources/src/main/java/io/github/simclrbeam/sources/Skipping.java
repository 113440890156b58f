package io.github.simclrbeam.sources;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;

/** A source, and the files beside it that were left out. */
record Skipping(ImageSource source, SortedMap<String, Long> skipped) implements ImageSource {
  @Override
  public List<SourcePart> parts() {
    return source.parts();
  }

  @Override
  public OptionalLong images() {
    return source.images();
  }

  @Override
  public Optional<List<String>> labelNames() {
    return source.labelNames();
  }

  @Override
  public OptionalInt channels() {
    return source.channels();
  }

  @Override
  public OptionalInt shorterSide() {
    return source.shorterSide();
  }
}
