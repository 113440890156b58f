package io.github.simclrbeam.views;

import io.github.simclrbeam.beam.BadImage;
import io.github.simclrbeam.beam.DecodedImage;
import io.github.simclrbeam.beam.MakeViews;
import io.github.simclrbeam.beam.ViewEncoding;
import io.github.simclrbeam.beam.ViewSettings;
import io.github.simclrbeam.proto.DeadLetter;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.Finding;
import io.github.simclrbeam.shards.RandomAccessShards;
import io.github.simclrbeam.sources.UnusableInputException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Makes views again, by the code that made them, from the images that the run read, and compares
 * them with what is stored. The input is listed once, and once more where a view differs and only
 * the digest of its shard's originals can tell whether the view or the original is another.
 */
public final class Recompute {
  private final RandomAccessShards shards;
  private final ShardManifest manifest;
  private final MakeViews makeViews;
  private final Map<String, Wanted> wanted = new TreeMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<Doubt> doubts = new ArrayList<>();
  private long agreed;

  /** Some views of the record that stands at the index, by their place in it. */
  private record Wanted(long index, List<Integer> views) {}

  /** Views of which none of their record agrees: they are wrong, or the original is another. */
  private record Doubt(RecordPlace place, List<String> wrong, String uri) {}

  private Recompute(RandomAccessShards shards) {
    this.shards = shards;
    this.manifest = shards.manifest();
    this.makeViews =
        MakeViews.with(
            new ViewSettings(
                manifest.getRecipe(),
                manifest.getImageSize(),
                manifest.getChannels(),
                manifest.getViewsPerImage(),
                manifest.getFirstView(),
                ViewEncoding.named(manifest.getEncoding()),
                manifest.getSeed()));
  }

  /**
   * Makes views again.
   *
   * @param directory of view shards, without fault
   * @param count how many views, chosen at random among all; all when there are fewer
   * @param seed of the choice
   * @throws IOException if the directory or an original cannot be read for reasons that are not its
   *     own
   */
  public static Recomputed of(String directory, long count, long seed) throws IOException {
    try (RandomAccessShards shards = RandomAccessShards.open(directory)) {
      Recompute recompute = new Recompute(shards);
      long all = (long) shards.size() * shards.manifest().getViewsPerImage();
      Set<Long> chosen = ChosenViews.choose(all, count, seed);
      recompute.want(chosen);
      try (Originals originals =
          Originals.of(
              directory, shards.manifest().getChannels(), recompute.makeViews::reductions)) {
        recompute.compare(originals);
        recompute.settleDoubts(originals);
      } catch (FileNotFoundException | UnusableInputException e) {
        recompute.findings.add(
            new Finding("run.json", -1, "the input that it names is gone: " + e.getMessage()));
      }
      recompute.findings.sort(
          Comparator.comparing(Finding::file).thenComparingLong(Finding::record));
      return new Recomputed(chosen.size(), recompute.agreed, recompute.findings);
    }
  }

  private void want(Set<Long> chosen) throws IOException {
    Map<Long, List<Integer>> byRecord = new TreeMap<>();
    int perImage = manifest.getViewsPerImage();
    for (long view : chosen) {
      byRecord
          .computeIfAbsent(view / perImage, r -> new ArrayList<>())
          .add((int) (view % perImage));
    }
    for (Map.Entry<Long, List<Integer>> record : byRecord.entrySet()) {
      String id = shards.read(record.getKey()).id();
      wanted.put(id, new Wanted(record.getKey(), record.getValue()));
    }
  }

  private void compare(Originals originals) throws IOException {
    Set<String> gone =
        originals.read(
            Set.copyOf(wanted.keySet()),
            (image, outcome) -> {
              Wanted one = wanted.get(image.getId());
              if (outcome instanceof DecodedImage decoded) {
                compare(one, decoded);
              } else if (outcome instanceof BadImage bad) {
                findings.add(place(one.index(), image.getId()).finding(unusable(bad.deadLetter())));
              }
            });
    for (String id : gone) {
      findings.add(
          place(wanted.get(id).index(), id)
              .finding("its original is gone: no longer in " + originals.input()));
    }
  }

  private static String unusable(DeadLetter letter) {
    return "its original can no longer be used: %s: %s (%s)"
        .formatted(letter.getReason(), letter.getMessage(), letter.getUri());
  }

  private void compare(Wanted one, DecodedImage original) throws IOException {
    RemadeRecord record = new RemadeRecord(shards.read(one.index()), makeViews.of(original));
    RecordPlace place = place(one.index(), record.stored().id());
    String uri = " (" + original.reference().getUri() + ")";
    List<String> wrong = new ArrayList<>();
    for (int view : one.views()) {
      if (record.agrees(view)) {
        agreed++;
      } else {
        wrong.add(record.wrong(view) + uri);
      }
    }
    if (record.otherSize().isPresent()) {
      findings.add(place.finding("its original has changed: " + record.otherSize().get() + uri));
    } else if (record.anyBytesAgree()) {
      wrong.forEach(view -> findings.add(place.finding(view)));
    } else {
      doubts.add(new Doubt(place, wrong, uri));
    }
  }

  /**
   * Where no view of a record agrees, its shard's originals tell whether they are what they were.
   */
  private void settleDoubts(Originals originals) throws IOException {
    Set<Integer> doubted =
        doubts.stream()
            .map(doubt -> doubt.place().shard())
            // What a bad image was made of stands nowhere.
            .filter(shard -> manifest.getShards(shard).getDeadLetters() == 0)
            .collect(Collectors.toSet());
    Map<Integer, String> digests = ShardOriginals.digests(shards, doubted, originals);
    for (Doubt doubt : doubts) {
      String then = manifest.getShards(doubt.place().shard()).getInputDigest();
      String now = digests.get(doubt.place().shard());
      if (now == null || now.equals(then)) {
        doubt.wrong().forEach(view -> findings.add(doubt.place().finding(view)));
      } else {
        findings.add(
            doubt
                .place()
                .finding(
                    "its original has changed: the inputDigest of its shard was %s, and is %s%s"
                        .formatted(then, now, doubt.uri())));
      }
    }
  }

  private RecordPlace place(long index, String id) {
    return RecordPlace.of(manifest, index, id);
  }
}
