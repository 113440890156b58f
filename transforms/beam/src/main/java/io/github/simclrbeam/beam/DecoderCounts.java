package io.github.simclrbeam.beam;

import java.io.Serializable;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many images each decoder decoded. Mutable: an accumulator. */
public final class DecoderCounts implements Serializable {
  private static final long serialVersionUID = 1;

  private final TreeMap<String, Long> counts = new TreeMap<>();

  /** Returns counts that were written down. */
  static DecoderCounts of(Map<String, Long> byDecoder) {
    DecoderCounts counts = new DecoderCounts();
    counts.counts.putAll(byDecoder);
    return counts;
  }

  /** Counts an image. */
  public void add(DecodedImage image) {
    counts.merge(image.decoder(), 1L, Long::sum);
  }

  /** Adds what another counted. */
  public void addAll(DecoderCounts other) {
    other.counts.forEach((decoder, count) -> counts.merge(decoder, count, Long::sum));
  }

  /** Returns the counts by decoder. */
  public SortedMap<String, Long> byDecoder() {
    return new TreeMap<>(counts);
  }
}
