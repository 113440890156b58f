package io.github.simclrbeam.sources;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A source, and the files beside it that were left out.
 *
 * @param skipped because of their names, by extension
 * @param otherFiles because of their splits, by split
 */
record Skipping(
    ImageSource source, SortedMap<String, Long> skipped, SortedMap<String, Long> otherFiles)
    implements ImageSource {
  @Override
  public List<SourcePart> parts() {
    return source.parts();
  }

  @Override
  public SortedMap<String, Long> otherSplits() {
    SortedMap<String, Long> all = new TreeMap<>(otherFiles);
    source.otherSplits().forEach((split, count) -> all.merge(split, count, Long::sum));
    return all;
  }

  @Override
  public SortedMap<String, Long> undecodable() {
    return source.undecodable();
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
