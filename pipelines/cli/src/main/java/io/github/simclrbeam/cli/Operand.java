package io.github.simclrbeam.cli;

import io.github.simclrbeam.files.Listing;
import io.github.simclrbeam.files.Schemes;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.options.Problems;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The one argument beside the options of the commands that look at a path. */
final class Operand {
  private Operand() {}

  /**
   * Returns the path of something that is there, of no use when something was noted.
   *
   * @param operands the arguments that are no options
   */
  static String path(List<String> operands, Problems problems) throws IOException {
    String path = of(operands, problems);
    Optional<String> elsewhere = Schemes.problem(path);
    elsewhere.ifPresent(why -> problems.noteArgument("PATH", why));
    if (path.isEmpty() || elsewhere.isPresent()) {
      return path;
    }
    try {
      Listing.expand(path);
    } catch (FileNotFoundException | IllegalArgumentException e) {
      problems.noteArgument("PATH", "must name something that is there, but was: " + path);
    }
    return path;
  }

  private static String of(List<String> operands, Problems problems) {
    if (operands.size() != 1) {
      problems.noteArgument("PATH", "must be given once, but was: " + operands);
      return "";
    }
    return Uris.plain(operands.get(0));
  }
}
