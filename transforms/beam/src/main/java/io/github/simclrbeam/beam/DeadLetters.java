package io.github.simclrbeam.beam;

import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.proto.DeadLetter;
import io.github.simclrbeam.proto.ProtoJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The images of a run that could not be used, in the order of their ids.
 *
 * @param letters one each
 */
public record DeadLetters(List<DeadLetter> letters) {
  /** The file's name in an output directory; it is there, empty, when there is no dead letter. */
  public static final String FILE = "dead-letters.jsonl";

  /** Puts them in order. */
  public DeadLetters {
    List<DeadLetter> sorted = new ArrayList<>(letters);
    sorted.sort(Comparator.comparing(DeadLetter::getId).thenComparing(DeadLetter::getUri));
    letters = List.copyOf(sorted);
  }

  /** Returns those of a collection's elements. */
  public static DeadLetters of(Iterable<DeadLetter> letters) {
    List<DeadLetter> list = new ArrayList<>();
    letters.forEach(list::add);
    return new DeadLetters(list);
  }

  /** Returns how many there are. */
  public long count() {
    return letters.size();
  }

  /** Returns how many there are of each reason. */
  public SortedMap<String, Long> byReason() {
    SortedMap<String, Long> counts = new TreeMap<>();
    letters.forEach(letter -> counts.merge(letter.getReason(), 1L, Long::sum));
    return counts;
  }

  /** Writes them into the directory, a line each; whole or not at all. */
  public void write(String directory) throws IOException {
    StoredFile.writeAtomically(Uris.resolve(directory, FILE), text());
  }

  /** Returns the file's text. */
  String text() {
    StringBuilder lines = new StringBuilder();
    letters.forEach(letter -> lines.append(ProtoJson.printLine(letter)).append('\n'));
    return lines.toString();
  }

  /**
   * Passes judgement on the input.
   *
   * @param imagesSeen all images, bad ones included
   * @param maxBadFraction largest share of them that may be bad, [0, 1]
   * @param directory for the message: where they were written
   * @throws TooManyBadImagesException if more are bad
   */
  public void check(long imagesSeen, double maxBadFraction, String directory) {
    if (areTooMany(count(), imagesSeen, maxBadFraction)) {
      throw new TooManyBadImagesException(
          "%d of %d images could not be used (%s), more than --maxBadFraction=%s allows; see %s"
              .formatted(
                  count(),
                  imagesSeen,
                  describe(byReason()),
                  maxBadFraction,
                  Uris.resolve(directory, FILE)));
    }
  }

  /** Returns whether more images are bad than this share of all; the very share is allowed. */
  public static boolean areTooMany(long bad, long images, double maxBadFraction) {
    // As a quotient, which is the number that was written where it is the very share: .29 * 100 <
    // 29.
    return bad > 0 && (double) bad / images > maxBadFraction;
  }

  /** Returns counts as "2 empty, 1 truncated". */
  public static String describe(Map<String, Long> byReason) {
    return byReason.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }
}
