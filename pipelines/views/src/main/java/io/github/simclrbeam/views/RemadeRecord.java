package io.github.simclrbeam.views;

import io.github.simclrbeam.proto.ViewParameters;
import io.github.simclrbeam.shards.ViewRecord;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A record as it is stored and as it comes out when it is made again.
 *
 * @param stored from the shard
 * @param made from the original
 */
record RemadeRecord(ViewRecord stored, ViewRecord made) {

  /** Returns how the original's size is another than the stored views were made of. */
  Optional<String> otherSize() {
    if (stored.parameters().isEmpty()) {
      return Optional.empty();
    }
    ViewParameters then = stored.parameters().get(0);
    ViewParameters now = made.parameters().get(0);
    return then.getSourceWidth() == now.getSourceWidth()
            && then.getSourceHeight() == now.getSourceHeight()
        ? Optional.empty()
        : Optional.of(
            "it was %d x %d, and is %d x %d"
                .formatted(
                    then.getSourceWidth(),
                    then.getSourceHeight(),
                    now.getSourceWidth(),
                    now.getSourceHeight()));
  }

  /** Returns whether the view is the same, to the byte, and so are its parameters. */
  boolean agrees(int view) {
    return sameBytes(view)
        && (stored.parameters().isEmpty()
            || stored.parameters().get(view).equals(made.parameters().get(view)));
  }

  /** Returns whether some view is the same: then the original is. */
  boolean anyBytesAgree() {
    return IntStream.range(0, stored.views().size()).anyMatch(this::sameBytes);
  }

  /** Returns what is wrong with a view that does not agree. */
  String wrong(int view) {
    return sameBytes(view)
        ? "the parameters of view %d are not those that were drawn".formatted(view)
        : "view %d is not what the recipe makes of its original".formatted(view);
  }

  private boolean sameBytes(int view) {
    return Arrays.equals(stored.views().get(view), made.views().get(view));
  }
}
