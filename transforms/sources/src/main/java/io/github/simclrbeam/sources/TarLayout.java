package io.github.simclrbeam.sources;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which of two things a tar archive is, the same for all of it. Found by its headers, in a pass of
 * its own: an archive is of samples as soon as one member is a label ({@code .cls}, {@code .label})
 * or an image and a JSON member have one key ({@code 1.jpg} with {@code 1.json}). Where no member
 * is such, it is a folder tree that was archived, unless the user names a column: images of one key
 * ({@code 1.jpg} with {@code 1.png} or {@code 1.2.jpg}) are as usual in folders.
 *
 * @param samples whether it is of samples (WebDataset), and not a folder tree
 * @param splits of a folder tree that has several, in the words of {@link FileSplits#word}; empty
 *     when it has one or none
 */
record TarLayout(boolean samples, TreeSet<String> splits) {
  private static final int IMAGE = 1;
  private static final int JSON = 2;

  /**
   * Looks at an archive; where it is damaged, at what stands before.
   *
   * @throws UnusableInputException if it holds files that are not known to be something else, but
   *     no images
   */
  static TarLayout of(Candidate file, SourceSettings settings) throws IOException {
    TreeSet<String> splits = new TreeSet<>();
    boolean named = !settings.imageColumn().isEmpty() || !settings.labelColumn().isEmpty();
    boolean samples = named || isOfSamples(file, splits);
    splits.remove("");
    return new TarLayout(samples, splits.size() > 1 ? splits : new TreeSet<>());
  }

  /** Returns the split that a member of a folder tree lies in; empty when in none. */
  static String split(TarMember member) {
    String[] folders = member.path().split("/");
    for (int i = 0; i < folders.length - 1; i++) {
      if (isSplit(folders[i])) {
        return FileSplits.word(folders[i]);
      }
    }
    return "";
  }

  static boolean isSplit(String folder) {
    return switch (FileSplits.word(folder)) {
      case "train", "test", "validation", "unlabelled" -> true;
      default -> false;
    };
  }

  private static boolean isOfSamples(Candidate file, TreeSet<String> splits) throws IOException {
    Map<String, Integer> kinds = new HashMap<>();
    TarMember other = null;
    try (TarReader reader = TarReader.open(file)) {
      for (Optional<TarMember> next = reader.next(); next.isPresent(); next = reader.next()) {
        TarMember member = next.get();
        if (tells(kinds, member)) {
          return true;
        }
        if (member.isNamedAsImage()) {
          splits.add(split(member));
        } else if (!FileKind.isKnownNotToBeAnImage(member.path())) {
          other = member;
        }
      }
    } catch (TarDamageException e) {
      return tells(kinds, TarMember.named(e.path()));
    }
    if (other != null && splits.isEmpty()) {
      throw new UnusableInputException(
          "%s holds no member that is named as an image, but e.g. %s: unpack it"
              .formatted(file.uri(), other.path()));
    }
    return false;
  }

  /** Whether a member, after others, makes the archive one of samples. */
  private static boolean tells(Map<String, Integer> kinds, TarMember member) {
    int kind = kind(member);
    int kindsOfKey = kind == 0 ? 0 : kinds.merge(member.key(), kind, (a, b) -> a | b);
    return TarLabel.isLabel(member.extension()) || kindsOfKey == (IMAGE | JSON);
  }

  private static int kind(TarMember member) {
    return member.isNamedAsImage() ? IMAGE : TarLabel.isJson(member.extension()) ? JSON : 0;
  }
}
