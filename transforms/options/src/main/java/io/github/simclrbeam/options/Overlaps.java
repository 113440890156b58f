package io.github.simclrbeam.options;

import io.github.simclrbeam.files.Listing;
import io.github.simclrbeam.files.Uris;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Inputs and outputs that lie within each other. */
public final class Overlaps {
  private Overlaps() {}

  /**
   * Returns whether a path is a directory or lies below it, however both are written; links are
   * followed.
   */
  public static boolean isWithin(String path, String directory) {
    return (place(path) + "/").startsWith(place(directory) + "/");
  }

  /**
   * Notes an input that lies within the output, which would be written over or, by {@code
   * --overwrite}, deleted before it is read.
   *
   * @param output a directory; nothing is noted when it is null
   * @param option that names the input
   * @param input a path or a glob; nothing is noted when it is null
   */
  public static void check(String output, String option, String input, Problems problems) {
    if (output != null
        && input != null
        && isWithin(Listing.isGlob(input) ? Listing.base(input) : input, output)) {
      problems.add(option, input, "must not lie within the output, " + output);
    }
  }

  /**
   * As {@link #check} of {@code --input}; notes an output too that lies where a directory's images
   * are looked for.
   */
  public static void checkImages(String output, String input, Problems problems) {
    if (output != null && input != null && !Listing.isGlob(input) && isWithin(output, input)) {
      problems.add("output", output, "must not lie within the input");
    } else {
      check(output, "input", input, problems);
    }
  }

  private static String place(String path) {
    String place = Uris.isLocal(path) ? local(Path.of(Uris.plain(path))).toString() : path;
    return place.replaceAll("/+$", "");
  }

  /** Returns where a path leads; of what is not there yet, from where it would be made. */
  private static Path local(Path path) {
    Path whole = path.toAbsolutePath().normalize();
    Path existing = whole;
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    try {
      return existing.toRealPath().resolve(existing.relativize(whole)).normalize();
    } catch (IOException e) {
      return whole;
    }
  }
}
