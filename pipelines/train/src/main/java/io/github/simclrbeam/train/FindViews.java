package io.github.simclrbeam.train;

import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.shards.CorruptShardException;
import io.github.simclrbeam.shards.IncompatibleFormatException;
import io.github.simclrbeam.shards.ManifestFiles;
import io.github.simclrbeam.shards.ShardSet;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What {@code --views} names. */
final class FindViews {
  private static final String OPTION = "views";

  private FindViews() {}

  /** Returns the directories, separated by commas; one whose name has commas is one. */
  static List<String> directories(String option) throws IOException {
    return !option.contains(",") || ManifestFiles.exists(option)
        ? List.of(option)
        : List.of(option.split(",", -1));
  }

  /** Returns the sets in the directories; empty when something was noted. */
  static Optional<ViewSets> in(List<String> directories, Problems problems) throws IOException {
    int before = problems.size();
    List<ShardSet> sets = new ArrayList<>();
    for (String directory : directories) {
      open(directory, problems).ifPresent(sets::add);
    }
    if (problems.size() > before) {
      return Optional.empty();
    }
    sets.sort(Comparator.comparing(set -> set.manifest().getFirstView()));
    ViewSetRules.problems(sets).forEach(problem -> problems.note(OPTION, problem));
    return problems.size() > before ? Optional.empty() : join(sets, problems);
  }

  private static Optional<ShardSet> open(String directory, Problems problems) throws IOException {
    if (directory.isBlank()) {
      problems.note(OPTION, "must be one directory, or several as A,B without blanks between");
      return Optional.empty();
    }
    try {
      return Optional.of(ShardSet.open(directory));
    } catch (FileNotFoundException | CorruptShardException | IncompatibleFormatException e) {
      problems.note(OPTION, e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<ViewSets> join(List<ShardSet> sets, Problems problems)
      throws IOException {
    try {
      ViewSets views = new ViewSets(sets, CommonImages.of(sets));
      if (sets.size() > 1 && views.images().count() == 0) {
        problems.note(
            OPTION, "must hold the same images, but no image is in all of " + views.directories());
        return Optional.empty();
      }
      return Optional.of(views);
    } catch (CorruptShardException e) {
      problems.note(OPTION, e.getMessage());
      return Optional.empty();
    }
  }
}
