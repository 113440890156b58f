package io.github.simclrbeam.views;

import io.github.simclrbeam.beam.DeadLetters;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.sources.ImageSource;
import java.util.Optional;

/** Formats that no decoder here reads, named before work starts. */
final class Undecodable {
  private static final String CURE =
      "convert them to JPEG first, e.g. heif-convert IN.heic OUT.jpg, or avifdec IN.avif OUT.png";

  private Undecodable() {}

  /** Notes it as a problem when there are so many that the run would fail at its end. */
  static void note(ImageSource source, double maxBadFraction, Problems problems) {
    if (DeadLetters.areTooMany(count(source), source.images().orElse(0), maxBadFraction)) {
      problems.note("input", describe(source));
    }
  }

  /** Returns what to say when there are some. */
  static Optional<String> warning(ImageSource source) {
    return count(source) == 0
        ? Optional.empty()
        : Optional.of(describe(source) + "; they become dead letters");
  }

  private static String describe(ImageSource source) {
    return "of %d files, some cannot be decoded (%s): %s"
        .formatted(source.images().orElse(0), DeadLetters.describe(source.undecodable()), CURE);
  }

  private static long count(ImageSource source) {
    return source.undecodable().values().stream().mapToLong(Long::longValue).sum();
  }
}
