package io.github.simclrbeam.evaluate;

import io.github.simclrbeam.proto.EmbeddingManifest;
import io.github.simclrbeam.proto.IntegrityCheck;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which rows are there: each image once, none of test in train, all of them numbers. */
final class RowChecks {
  private RowChecks() {}

  static List<IntegrityCheck> all(EvaluationInput input, List<NamedSet> sets) {
    List<IntegrityCheck> checks = new ArrayList<>();
    checks.add(count("train-count", input.train()));
    input.test().ifPresent(test -> checks.add(count("test-count", test)));
    input.test().ifPresent(test -> checks.add(disjoint(input.train().table(), test.table())));
    checks.add(finite(input, sets));
    if (!input.baselines().isEmpty()) {
      checks.add(sameImages(input));
    }
    return checks;
  }

  private static IntegrityCheck count(String name, FeatureSet set) {
    Check check = new Check(name);
    FeatureTable table = set.table();
    Set<String> seen = new HashSet<>();
    List<String> twice = new ArrayList<>();
    for (String id : table.ids()) {
      if (!seen.add(id)) {
        twice.add(id);
      }
    }
    check.require(twice.isEmpty(), "rows that are there twice: " + Check.some(twice));
    check.fact(table.size() + " rows");
    set.manifest().ifPresent(manifest -> compareCounts(check, table.size(), manifest));
    return check.done();
  }

  private static void compareCounts(Check check, int rows, EmbeddingManifest manifest) {
    check.require(
        manifest.getRecords() == rows,
        "%d rows were read, the manifest says %d".formatted(rows, manifest.getRecords()));
    long accounted = manifest.getRecords() + manifest.getDeadLetters();
    check.require(
        manifest.getImagesSeen() == accounted,
        "%d images were seen, but rows and dead letters are %d + %d"
            .formatted(manifest.getImagesSeen(), manifest.getRecords(), manifest.getDeadLetters()));
    check.require(
        !manifest.getRow().equals("view"), "the rows are of views, a probe's are of images");
    check.fact(
        "%d in the manifest, %d images seen, %d dead letters"
            .formatted(manifest.getRecords(), manifest.getImagesSeen(), manifest.getDeadLetters()));
  }

  private static IntegrityCheck disjoint(FeatureTable train, FeatureTable test) {
    Check check = new Check("train-test-disjoint");
    boolean digests = hasDigests(train) && hasDigests(test);
    Map<Object, String> known = new HashMap<>();
    for (int i = 0; i < train.size(); i++) {
      known.putIfAbsent(content(train, i, digests), train.id(i));
    }
    List<String> leaked = new ArrayList<>();
    for (int i = 0; i < test.size(); i++) {
      String twin = known.get(content(test, i, digests));
      if (twin != null) {
        leaked.add(test.id(i) + " (in train: " + twin + ")");
      }
    }
    check.require(
        leaked.isEmpty(),
        "%d test images are in train: %s".formatted(leaked.size(), Check.some(leaked)));
    return check
        .fact(
            "%d train and %d test images compared by %s"
                .formatted(
                    train.size(),
                    test.size(),
                    digests ? "content digest" : "their rows, for want of content digests"))
        .done();
  }

  private static boolean hasDigests(FeatureTable table) {
    for (int i = 0; i < table.size(); i++) {
      if (table.contentDigest(i).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static Object content(FeatureTable table, int index, boolean digests) {
    return digests ? table.contentDigest(index) : new RowContent(table.row(index));
  }

  /** A row compared by its numbers' bits. */
  private record RowContent(float[] row) {
    @Override
    public boolean equals(Object other) {
      return other instanceof RowContent content && Arrays.equals(row, content.row);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(row);
    }
  }

  private static IntegrityCheck finite(EvaluationInput input, List<NamedSet> sets) {
    Check check = new Check("finite");
    long rows = 0;
    for (NamedSet each : sets) {
      requireFinite(check, each.name(), each.set().table());
      rows += each.set().table().size();
    }
    input.viewEmbeddings().ifPresent(views -> requireFinite(check, "views", views));
    rows += input.viewEmbeddings().map(FeatureTable::size).orElse(0);
    return check.fact(rows + " rows looked at for NaN and infinite numbers").done();
  }

  private static void requireFinite(Check check, String name, FeatureTable table) {
    int[] faulty = table.notFinite();
    List<String> ids = Arrays.stream(faulty).mapToObj(table::id).toList();
    check.require(
        faulty.length == 0,
        "%d rows of %s are not finite: %s".formatted(faulty.length, name, Check.some(ids)));
  }

  private static IntegrityCheck sameImages(EvaluationInput input) {
    Check check = new Check("baseline-images");
    input
        .baselines()
        .forEach(
            (name, splits) -> {
              for (FeatureSplit split : splits) {
                requireSameImages(check, name + " train", input.train(), split.train());
                input
                    .test()
                    .ifPresent(
                        test -> requireSameImages(check, name + " test", test, split.test()));
              }
            });
    return check.fact("baselines: " + String.join(", ", input.baselines().keySet())).done();
  }

  private static void requireSameImages(
      Check check, String name, FeatureSet main, FeatureSet baseline) {
    Optional<FeatureTable> same = baseline.table().inOrderOf(main.table().ids());
    List<String> missing = new ArrayList<>(same.isPresent() ? List.of() : main.table().ids());
    missing.removeAll(new HashSet<>(baseline.table().ids()));
    check.require(
        same.isPresent(),
        "%s lacks %d of the images, so this output is left out: %s"
            .formatted(name, missing.size(), Check.some(missing)));
    same.ifPresent(
        table -> {
          List<String> other = otherContent(main.table(), table);
          check.require(
              other.isEmpty(),
              "%s has %d other images under the same ids: %s"
                  .formatted(name, other.size(), Check.some(other)));
        });
  }

  /** Ids whose digests are known on both sides and differ. */
  private static List<String> otherContent(FeatureTable main, FeatureTable baseline) {
    List<String> other = new ArrayList<>();
    for (int i = 0; i < main.size(); i++) {
      String digest = main.contentDigest(i);
      String found = baseline.contentDigest(i);
      if (!digest.isEmpty() && !found.isEmpty() && !digest.equals(found)) {
        other.add(main.id(i));
      }
    }
    return other;
  }
}
