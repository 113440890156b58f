package io.github.simclrbeam.beam;

import io.github.simclrbeam.proto.ImageReference;
import java.util.stream.Stream;

/**
 * Two images of an input have the same id, so that neither their views nor their rows could be told
 * apart.
 */
public final class DuplicateImageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DuplicateImageException(ImageReference one, ImageReference other) {
    super(
        "an image's id must be unique, but '%s' is that of %s; name another column of ids by --idColumn, or put the files' names before ids by --idsByFile"
            .formatted(one.getId(), both(one, other)));
  }

  // In order of name, so that the message does not depend on which arrived first.
  private static String both(ImageReference one, ImageReference other) {
    return String.join(" and of ", Stream.of(one.getUri(), other.getUri()).sorted().toList());
  }
}
