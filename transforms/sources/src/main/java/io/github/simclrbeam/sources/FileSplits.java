package io.github.simclrbeam.sources;

import io.github.simclrbeam.files.FileEntry;
import io.github.simclrbeam.files.Listing;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Splits that file or folder names tell. Test images among the training images would make every
 * later figure a lie, so of several splits one must be chosen, unless the user wrote a glob or asks
 * for {@link SourceSettings#ALL}. Where names tell at most one split there is nothing to choose.
 */
final class FileSplits {
  private static final String TRAIN = "train";
  private static final String WORDS =
      "train|training|t10k|test|testing|val|valid|validation|unlabeled|unlabelled";

  /** The word for a split within a name, e.g. emnist-letters-test-, val2017. */
  private static final Pattern IN_NAME =
      Pattern.compile("(?i)(?:^|[-_. ])(%s)(?=[-_. 0-9]|$)".formatted(WORDS));

  private static final Pattern FOLDER = Pattern.compile("(?i)(%s)".formatted(WORDS));

  private FileSplits() {}

  /**
   * Returns the files of the split that is wanted. A file's split is the word in its name, or else
   * in the nearest folder's; a file without a word belongs to the training images.
   *
   * @throws UnusableInputException if there are several splits and none of them was chosen
   */
  static List<Candidate> choose(String input, List<Candidate> files, SourceSettings settings)
      throws UnusableInputException {
    SortedSet<String> told = new TreeSet<>();
    files.forEach(file -> told.add(inPath(file.path()).orElse("")));
    refuseAnother(input, told, settings);
    return chosen(input, files, file -> inPath(file.path()).orElse(TRAIN), settings);
  }

  /**
   * The same of image files. Their topmost folders are splits, and no labels, if all have words for
   * splits as names, or if there are two different ones (train, val) among them; other folders
   * beside are splits then, too, and so are the files in none. One folder called train beside other
   * folders is a class.
   */
  static ImageSource ofFolders(
      String input, List<FileEntry> files, SourceSettings settings, SortedMap<String, Long> skipped)
      throws UnusableInputException {
    SortedSet<String> folders = new TreeSet<>();
    files.forEach(file -> folders.add(topFolder(file)));
    SortedSet<String> words = new TreeSet<>();
    folders.stream().filter(FileSplits::isWord).forEach(folder -> words.add(word(folder)));
    boolean splits = words.size() > 1 || folders.stream().allMatch(FileSplits::isWord);
    if (!splits || (Listing.isGlob(input) && settings.split().isEmpty())) {
      return new Skipping(new ImageFiles(files, false), skipped, new TreeMap<>());
    }
    Function<FileEntry, String> split = file -> word(topFolder(file));
    refuseAnother(input, new TreeSet<>(files.stream().map(split).toList()), settings);
    List<FileEntry> wanted = chosen(input, files, split, settings);
    return new Skipping(new ImageFiles(wanted, true), skipped, leftOut(files, wanted, split));
  }

  /** Returns how many files were not chosen, by split. */
  static SortedMap<String, Long> leftOut(List<Candidate> files, List<Candidate> chosen) {
    return leftOut(files, chosen, file -> inPath(file.path()).orElse(TRAIN));
  }

  private static <F> SortedMap<String, Long> leftOut(
      List<F> files, List<F> chosen, Function<F, String> split) {
    SortedMap<String, Long> counts = new TreeMap<>();
    files.forEach(file -> counts.merge(split.apply(file), 1L, Long::sum));
    chosen.forEach(file -> counts.merge(split.apply(file), -1L, Long::sum));
    counts.values().removeIf(count -> count == 0);
    return counts;
  }

  /** Returns the usual word for a split's name, e.g. "validation" for "val". */
  static String word(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "train", "training" -> TRAIN;
      case "t10k", "test", "testing" -> "test";
      case "val", "valid", "validation" -> "validation";
      case "unlabeled", "unlabelled" -> "unlabelled";
      default -> name;
    };
  }

  private static boolean isWord(String folder) {
    return FOLDER.matcher(folder).matches();
  }

  /** Empty for a file in no folder. */
  private static String topFolder(FileEntry file) {
    int slash = file.path().indexOf('/');
    return slash < 0 ? "" : file.path().substring(0, slash);
  }

  /** A test set that is made of files called train would be found out only by its figures. */
  private static void refuseAnother(String input, SortedSet<String> told, SourceSettings settings)
      throws UnusableInputException {
    String wanted = word(settings.split());
    boolean one = told.size() == 1 && !told.first().isEmpty();
    if (one && isWord(wanted) && !wanted.equals(TRAIN) && !wanted.equals(told.first())) {
      throw new UnusableInputException(
          "%s holds the split %s only, but --split was: %s"
              .formatted(input, told.first(), settings.split()));
    }
  }

  private static Optional<String> inPath(String path) {
    String[] names = path.split("/", -1);
    for (int i = names.length - 1; i >= 0; i--) {
      Matcher matcher = IN_NAME.matcher(names[i]);
      if (matcher.find()) {
        return Optional.of(word(matcher.group(1)));
      }
    }
    return Optional.empty();
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
    if (!splits.contains(wanted) || wanted.isEmpty()) {
      if (Listing.isGlob(input)) {
        return files;
      }
      throw new UnusableInputException(
          "%s holds several splits: choose one of %s by --split (or all), but it was: %s"
              .formatted(
                  input,
                  splits.stream()
                      .map(name -> name.isEmpty() ? "(none)" : name)
                      .collect(Collectors.joining(", ")),
                  settings.split().isEmpty() ? "not given" : settings.split()));
    }
    return files.stream().filter(file -> split.apply(file).equals(wanted)).toList();
  }
}
