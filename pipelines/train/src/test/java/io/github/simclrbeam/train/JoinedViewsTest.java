package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.options.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JoinedViewsTest {
  private static final int IMAGES = 23;
  private static final int BATCH = 5;

  /** Twice as many as it takes to show every pair of four views. */
  private static final int EPOCHS = 12;

  @TempDir Path directory;

  @Test
  void twoAndTwoViewsGiveTheBatchesOfOneSetOfFour() throws IOException {
    Path four = ViewRange.of(IMAGES, 0, 4).write(at("four"));
    Path a = ViewRange.of(IMAGES, 0, 2).write(at("a"));
    Path b = ViewRange.of(IMAGES, 2, 2).write(at("b"));
    assertSameBatches(sets(four), sets(a, b));
  }

  @Test
  void theOrderInWhichDirectoriesAreNamedDoesNotMatter() throws IOException {
    Path a = ViewRange.of(IMAGES, 0, 2).write(at("a"));
    Path b = ViewRange.of(IMAGES, 2, 2).write(at("b"));
    assertThat(sets(b, a)).isEqualTo(sets(a, b));
  }

  @Test
  void setsOfOneViewAndOfAnotherEncodingJoinToo() throws IOException {
    Path four = ViewRange.of(IMAGES, 0, 4).write(at("four"));
    Path a = ViewRange.of(IMAGES, 0, 1).write(at("a"));
    Path b = ViewRange.of(IMAGES, 1, 2).encodedAs("png").write(at("b"));
    Path c = ViewRange.of(IMAGES, 3, 1).write(at("c"));
    assertSameBatches(sets(four), sets(a, b, c));
  }

  @Test
  void imagesThatAreInSomeSetsOnlyAreLeftOut() throws IOException {
    Path four = ViewRange.of(IMAGES, 0, 4).without(3, 5, 6).write(at("four"));
    Path a = ViewRange.of(IMAGES, 0, 2).without(3).write(at("a"));
    Path b = ViewRange.of(IMAGES, 2, 2).without(5, 6).write(at("b"));
    ViewSets joined = sets(a, b);
    assertThat(joined.images().count()).isEqualTo(20);
    assertThat(joined.notices())
        .containsExactly("3 of 23 images are not in all of %s, %s: left out".formatted(a, b));
    assertSameBatches(sets(four), joined);
  }

  @Test
  void setsThatDoNotStateTheirInputsAreJoinedByTheirIds() throws IOException {
    ViewRange some = ViewRange.of(IMAGES, 0, 2);
    ViewRange more = ViewRange.of(IMAGES, 2, 2);
    List<String> ids = some.images().stream().map(ViewRange::id).sorted(ViewRange.order()).toList();
    Path four = ViewRange.of(IMAGES, 0, 4).write(at("four"));
    Path a = some.write(at("a"), some.manifest(), ids, "");
    Path b = more.write(at("b"), more.manifest(), ids, "");
    ViewSets joined = sets(a, b);
    assertThat(joined.images()).isEqualTo(new CommonImages(IMAGES, IMAGES, List.of()));
    assertSameBatches(sets(four), joined);
  }

  @Test
  void imagesWhoseBytesChangedBetweenTheSetsAreTold() throws IOException {
    ViewRange more = ViewRange.of(IMAGES, 2, 2);
    List<String> ids = more.images().stream().map(ViewRange::id).sorted(ViewRange.order()).toList();
    Path a = ViewRange.of(IMAGES, 0, 2).write(at("a"));
    Path b = more.write(at("b"), more.manifest(), ids, "other bytes");
    assertThat(sets(a, b).notices())
        .containsExactly("the images' bytes changed between the making of %s, %s".formatted(a, b));
    Path c = ViewRange.of(IMAGES, 4, 2).write(at("c"));
    assertThat(sets(a, c).notices()).isEmpty();
  }

  @Test
  void aTrainingRunOnTwoSetsIsThatOnOneBitForBit() throws IOException {
    Path four = ViewRange.of(IMAGES, 0, 4).write(at("four"));
    Path a = ViewRange.of(IMAGES, 0, 2).write(at("a"));
    Path b = ViewRange.of(IMAGES, 2, 2).write(at("b"));
    TrainingRun.train(four, at("one"), "--epochs=3");
    TrainingRun.train(at("unused"), at("two"), "--views=" + a + "," + b, "--epochs=3");
    assertThat(at("two/metrics.jsonl")).hasSameBinaryContentAs(at("one/metrics.jsonl"));
    String encoder = "checkpoints/step-00000006/encoder.safetensors";
    assertThat(at("two").resolve(encoder)).hasSameBinaryContentAs(at("one").resolve(encoder));
    assertThat(TrainingRun.manifest(at("two")).getConfiguration())
        .isEqualTo(
            TrainingRun.manifest(at("one")).getConfiguration().toBuilder()
                .setViewsDigest(sets(a, b).asOne().getRootDigest())
                .build());
    assertThat(Files.readString(at("two/run.json")))
        .contains(sets(a).asOne().getRootDigest(), sets(b).asOne().getRootDigest());
  }

  private static ViewSets sets(Path... directories) throws IOException {
    Problems problems = new Problems();
    List<String> names = List.of(directories).stream().map(Path::toString).toList();
    ViewSets sets = FindViews.in(names, problems).orElse(null);
    assertThat(problems.found()).isEmpty();
    return sets;
  }

  private static void assertSameBatches(ViewSets one, ViewSets joined) throws IOException {
    BatchPlan plan = plan(one);
    assertThat(plan(joined)).isEqualTo(plan);
    PairBatch expected = new PairBatch(plan.batchBytes());
    PairBatch actual = new PairBatch(plan.batchBytes());
    try (OpenViews ofOne = OpenViews.open(one.sets());
        OpenViews ofJoined = OpenViews.open(joined.sets())) {
      BatchFiller oneFiller = new BatchFiller(ofOne.source(one.images()), plan, new long[0]);
      BatchFiller joinedFiller =
          new BatchFiller(ofJoined.source(joined.images()), plan, new long[0]);
      for (long step = 0; step < (long) EPOCHS * plan.stepsPerEpoch(); step++) {
        oneFiller.fill(expected, step);
        joinedFiller.fill(actual, step);
        assertThat(actual.pixels()).as("step " + step).isEqualTo(expected.pixels());
      }
    }
  }

  private static BatchPlan plan(ViewSets views) {
    return new BatchPlan(
        Math.toIntExact(views.asOne().getRecords()),
        views.asOne().getViewsPerImage(),
        views.asOne().getImageSize(),
        views.asOne().getChannels(),
        BATCH,
        true,
        1);
  }

  private Path at(String name) {
    return directory.resolve(name);
  }
}
