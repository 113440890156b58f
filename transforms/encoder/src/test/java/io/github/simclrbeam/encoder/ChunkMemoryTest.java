package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ChunkMemoryTest {
  private static final int CHUNK = 4;

  /** What lives while the loss is computed, but for projections, is one chunk's. */
  @Test
  void arraysAndBytesBetweenThePassesDependOnTheChunkAlone() {
    long[] few = held(2 * CHUNK, CHUNK);
    long[] many = held(16 * CHUNK, CHUNK);
    assertThat(many).isEqualTo(few);
    long[] whole = held(16 * CHUNK, 16 * CHUNK);
    assertThat(whole[0]).isEqualTo(many[0]);
    assertThat(whole[1]).isGreaterThan(3 * many[1]);
  }

  /** A thread that counts all the time never sees more arrays than one chunk's pass makes. */
  @Test
  void noMoreArraysLiveAtAnyTimeThanWithOneChunk() throws InterruptedException {
    // Code that is not compiled yet shows the counter more of its short moments: the one chunk goes
    // first, so that it is not the one whose peak is missed.
    long oneChunk = peak(CHUNK);
    long manyChunks = peak(40 * CHUNK);
    assertThat(manyChunks).isLessThanOrEqualTo(Math.max(oneChunk, peak(CHUNK)) + 10);
  }

  /** Arrays, and their bytes without z's, when the loss is asked for. */
  private static long[] held(int pairs, int chunk) {
    long[] held = new long[2];
    EngineThread.setThreads(1);
    try (SimClrModel model = SmallModel.create(1)) {
      NtXent ntXent = new NtXent(model.ops(), SmallModel.TEMPERATURE);
      ContrastiveLoss counting =
          (z, labels, step) -> {
            for (NDArray array : model.manager().getManagedArrays()) {
              held[0]++;
              held[1] += array.size() * array.getDataType().getNumOfBytes();
            }
            held[1] -= z.size() * Float.BYTES;
            return ntXent.of(z, labels, step);
          };
      step(model, counting, chunk).step(SmallModel.views(pairs, 1), pairs, 0.1);
    }
    return held;
  }

  private static long peak(int pairs) throws InterruptedException {
    try (SimClrModel model = SmallModel.create(1)) {
      TrainingStep step = step(model, new NtXent(model.ops(), SmallModel.TEMPERATURE), CHUNK);
      NDManager manager = model.manager();
      AtomicLong peak = new AtomicLong();
      AtomicBoolean over = new AtomicBoolean();
      Thread counter =
          new Thread(
              () -> {
                while (!over.get()) {
                  peak.accumulateAndGet(manager.getManagedArrays().size(), Math::max);
                  Thread.yield();
                }
              });
      counter.start();
      byte[] views = SmallModel.views(pairs, 1);
      int steps = 40 * CHUNK * 5 / pairs;
      for (int i = 0; i < steps; i++) {
        step.step(views, pairs, 0.01);
      }
      over.set(true);
      counter.join();
      return peak.get();
    }
  }

  private static TrainingStep step(SimClrModel model, ContrastiveLoss loss, int chunk) {
    return new TrainingStep(
        Replicas.alone(model),
        Optimizer.sgd(model, 0, 0),
        SmallModel.PREPROCESSING,
        loss,
        new StepSettings(chunk, NormStatistics.JOINT));
  }
}
