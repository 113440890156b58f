package io.github.simclrbeam.sources;

import io.github.simclrbeam.files.FileEntry;
import io.github.simclrbeam.files.Uris;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits that file or folder names tell. Test images among the training images would make every
 * later figure a lie, so of several splits one must be chosen, unless the user wrote a glob or asks
 * for {@link SourceSettings#ALL}.
 */
final class FileSplits {
  private static final String TRAIN = "train";
  private static final String WORDS =
      "train|training|t10k|test|testing|val|valid|validation|unlabeled|unlabelled";

  /** The word for a split within a file's name, e.g. emnist-letters-test-. */
  private static final Pattern IN_NAME =
      Pattern.compile("(?i)(?:^|[-_./])(%s)(?=[-_./]|$)".formatted(WORDS));

  private static final Pattern FOLDER = Pattern.compile("(?i)(%s)/.*".formatted(WORDS));

  private FileSplits() {}

  /**
   * Returns the files of the split that is wanted.
   *
   * @throws UnusableInputException if there are several splits and none of them was chosen
   */
  static List<Candidate> choose(String input, List<Candidate> files, SourceSettings settings)
      throws UnusableInputException {
    Function<Candidate, String> split = file -> inName(file.path());
    return isAsked(input) ? files : chosen(input, files, split, settings);
  }

  /** The same of image files, whose topmost folders may be splits. */
  static ImageSource ofFolders(
      String input, List<FileEntry> files, SourceSettings settings, SortedMap<String, Long> skipped)
      throws UnusableInputException {
    boolean folders = files.stream().allMatch(file -> FOLDER.matcher(file.path()).matches());
    if (!folders || isAsked(input)) {
      return new ImageFiles(files, skipped);
    }
    Function<FileEntry, String> split = file -> word(file.path().replaceFirst("/.*", ""));
    boolean several = files.stream().map(split).distinct().count() > 1;
    List<FileEntry> wanted = chosen(input, files, split, settings);
    return new ImageFiles(wanted, several, skipped);
  }

  /** Returns the usual word for a split's name, e.g. "validation" for "val". */
  static String word(String name) {
    return switch (name.toLowerCase(java.util.Locale.ROOT)) {
      case "train", "training" -> TRAIN;
      case "t10k", "test", "testing" -> "test";
      case "val", "valid", "validation" -> "validation";
      case "unlabeled", "unlabelled" -> "unlabelled";
      default -> name;
    };
  }

  private static String inName(String path) {
    Matcher matcher = IN_NAME.matcher(Uris.name(path));
    return matcher.find() ? word(matcher.group(1)) : TRAIN;
  }

  private static boolean isAsked(String input) {
    return input.matches(".*[*?\\[{].*");
  }

  private static <F> List<F> chosen(
      String input, List<F> files, Function<F, String> split, SourceSettings settings)
      throws UnusableInputException {
    TreeSet<String> splits = new TreeSet<>();
    files.forEach(file -> splits.add(split.apply(file)));
    if (splits.size() < 2 || settings.split().equals(SourceSettings.ALL)) {
      return files;
    }
    String wanted = word(settings.split());
    if (!splits.contains(wanted)) {
      throw new UnusableInputException(
          "%s holds several splits: choose one of %s by --split (or all), but it was: %s"
              .formatted(
                  input,
                  String.join(", ", splits),
                  settings.split().isEmpty() ? "not given" : settings.split()));
    }
    List<F> chosen = new ArrayList<>(files);
    chosen.removeIf(file -> !split.apply(file).equals(wanted));
    return List.copyOf(chosen);
  }
}
