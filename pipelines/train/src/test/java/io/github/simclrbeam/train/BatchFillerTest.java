package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BatchFillerTest {
  private static final BatchPlan PLAN = new BatchPlan(37, 4, 2, 1, 8, false, 5);

  /** Each view is four bytes that say image and view: image, view, image, view. */
  private static final PairSource NUMBERED =
      (image, pair, into, first, second) -> {
        for (int i = 0; i < 4; i += 2) {
          into[first + i] = (byte) image;
          into[first + i + 1] = (byte) pair.first();
          into[second + i] = (byte) image;
          into[second + i + 1] = (byte) pair.second();
        }
      };

  @Test
  void aBatchHoldsNoImageTwiceAndAnEpochDropsTheRest() throws IOException {
    BatchFiller filler = new BatchFiller(NUMBERED, PLAN, new long[0]);
    PairBatch batch = new PairBatch(PLAN.batchBytes());
    assertThat(PLAN.stepsPerEpoch()).isEqualTo(4);
    Set<Integer> dropped = new HashSet<>();
    for (int epoch = 0; epoch < 20; epoch++) {
      Set<Integer> images = new HashSet<>();
      for (int b = 0; b < 4; b++) {
        filler.fill(batch, epoch * 4L + b);
        assertThat(batch.epoch()).isEqualTo(epoch);
        for (int pair = 0; pair < 8; pair++) {
          images.add((int) batch.pixels()[4 * pair]);
        }
      }
      assertThat(images).hasSize(32);
      for (int image = 0; image < 37; image++) {
        if (!images.contains(image)) {
          dropped.add(image);
        }
      }
    }
    assertThat(dropped).hasSizeGreaterThan(30);
  }

  /** Shards whose images are sorted by class must not make batches of one class. */
  @Test
  void batchesOf64HoldAtLeast8Of10ClassesThoughTheImagesAreSortedByClass() throws IOException {
    BatchPlan plan = new BatchPlan(6400, 2, 1, 1, 64, false, 5);
    PairSource classes =
        (image, pair, into, first, second) -> {
          into[first] = (byte) (image / 640);
          into[second] = into[first];
        };
    BatchFiller filler = new BatchFiller(classes, plan, new long[0]);
    PairBatch batch = new PairBatch(plan.batchBytes());
    int mixed = 0;
    for (int step = 0; step < 300; step++) {
      filler.fill(batch, step);
      Set<Byte> seen = new HashSet<>();
      for (byte label : batch.pixels()) {
        seen.add(label);
      }
      mixed += seen.size() >= 8 ? 1 : 0;
    }
    assertThat(mixed).isGreaterThanOrEqualTo(297);
  }

  @Test
  void eachEpochVisitsTheImagesInAnOrderOfItsOwnThatIsTheSameEachTime() throws IOException {
    List<Integer> first = visited(0);
    List<Integer> second = visited(1);
    assertThat(second).isNotEqualTo(first);
    assertThat(visited(0)).isEqualTo(first);
    assertThat(visited(1)).isEqualTo(second);
  }

  @Test
  void rowNAndRowNPlusBatchSizeAreTwoViewsOfOneImage() throws IOException {
    PairBatch batch = new PairBatch(PLAN.batchBytes());
    new BatchFiller(NUMBERED, PLAN, new long[0]).fill(batch, 11);
    for (int pair = 0; pair < 8; pair++) {
      assertThat(batch.pixels()[4 * pair]).isEqualTo(batch.pixels()[4 * (pair + 8)]);
      assertThat(batch.pixels()[4 * pair + 1]).isNotEqualTo(batch.pixels()[4 * (pair + 8) + 1]);
    }
  }

  @Test
  void reflippingTurnsAboutHalfOfTheViews() throws IOException {
    BatchPlan plan = new BatchPlan(1000, 4, 2, 1, 1000, true, 5);
    PairSource columns =
        (image, pair, into, first, second) -> {
          into[first] = 1;
          into[first + 1] = 2;
          into[second] = 1;
          into[second + 1] = 2;
        };
    PairBatch batch = new PairBatch(plan.batchBytes());
    new BatchFiller(columns, plan, new long[0]).fill(batch, 0);
    int flipped = 0;
    for (int view = 0; view < 2000; view++) {
      flipped += batch.pixels()[4 * view] == 2 ? 1 : 0;
    }
    assertThat(flipped).isBetween(900, 1100);
  }

  @Test
  void theLoaderGivesTheSameBatchesAheadOfTime() throws IOException {
    PairBatch expected = new PairBatch(PLAN.batchBytes());
    BatchFiller filler = new BatchFiller(NUMBERED, PLAN, new long[0]);
    try (PairLoader loader = new PairLoader(NUMBERED, PLAN, new long[0], 3, 30)) {
      for (long step = 3; step < 30; step++) {
        PairBatch batch = loader.next();
        filler.fill(expected, step);
        assertThat(batch.step()).isEqualTo(step);
        assertThat(batch.epoch()).isEqualTo(step / 4);
        assertThat(batch.pixels()).isEqualTo(expected.pixels());
      }
      assertThat(loader.waitedSeconds()).isGreaterThanOrEqualTo(0);
    }
  }

  @Test
  void aFailureWhileReadingReachesTheTrainer() throws IOException {
    PairSource failing =
        (image, pair, into, first, second) -> {
          throw new IOException("cannot read image " + image);
        };
    try (PairLoader loader = new PairLoader(failing, PLAN, new long[0], 0, 10)) {
      assertThatThrownBy(loader::next)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot read image");
    }
  }

  @Test
  void aLoaderClosedEarlyEndsItsThread() {
    PairLoader loader = new PairLoader(NUMBERED, PLAN, new long[0], 0, Long.MAX_VALUE);
    loader.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(t -> t.getName().equals("pair-loader"));
  }

  @Test
  void aBatchThatTheImagesCannotFillIsRefused() {
    assertThatThrownBy(() -> new BatchPlan(7, 2, 2, 1, 8, false, 0))
        .hasMessage("batch size must be from 2 to the 7 images, but was: 8");
  }

  /** The images of an epoch's batches in turn, by a filler that starts there. */
  private static List<Integer> visited(int epoch) throws IOException {
    List<Integer> images = new ArrayList<>();
    BatchFiller filler = new BatchFiller(NUMBERED, PLAN, new long[0]);
    PairBatch batch = new PairBatch(PLAN.batchBytes());
    for (int b = 0; b < 4; b++) {
      filler.fill(batch, epoch * 4L + b);
      for (int pair = 0; pair < 8; pair++) {
        images.add((int) batch.pixels()[4 * pair]);
      }
    }
    return images;
  }
}
