package io.github.simclrbeam.beam;

import io.github.simclrbeam.images.DecodeSettings;
import io.github.simclrbeam.proto.DeadLetter;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.ImageWarning;
import io.github.simclrbeam.shards.ImageOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Does the steps of {@link MakeViewShards} as a runner might on its worst day: in any order, on
 * several threads, every task several times, at once and after one another, killed when reading
 * what it is given, when handing on what it found and (on {@link FaultyFiles}) at any operation on
 * files; of the attempts that end well any one is kept.
 */
final class UnrulyRunner {
  private static final int THREADS = 4;

  /** More than there are faults. */
  private static final int MOST_ATTEMPTS = 100;

  private final FinishShards finish;
  private final DecodeSettings decode;
  private final ShardSizing sizing;
  private final Random random;
  private int kills;

  UnrulyRunner(FinishShards finish, DecodeSettings decode, ShardSizing sizing, long seed) {
    this.finish = finish;
    this.decode = decode;
    this.sizing = sizing;
    this.random = new Random(seed);
  }

  /** What an attempt at a chunk hands on. */
  private record Written(ChunkFile file, List<DeadLetter> letters, List<ImageWarning> warnings) {}

  /** A task's attempt. */
  @FunctionalInterface
  private interface Attempt<T> {
    T run() throws IOException;
  }

  /** The runner took the worker away. */
  private static final class KilledException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Runs to the end. */
  void run(List<ImageReference> images, List<String> labelNames) throws Exception {
    ShardPlan plan = plan(images);
    List<Written> written = new ArrayList<>();
    List<List<ImageReference>> chunks = chunks(images, plan);
    List<Callable<Written>> tasks = new ArrayList<>();
    for (int i = 0; i < chunks.size(); i++) {
      int chunk = i;
      tasks.add(() -> severalTimes(() -> write(plan.shardOf(chunk), chunk, chunks.get(chunk))));
    }
    written.addAll(atOnce(tasks));
    Map<Integer, List<ChunkFile>> byShard = new TreeMap<>();
    for (Written one : shuffled(written)) {
      byShard.computeIfAbsent(one.file().shard(), s -> new ArrayList<>()).add(one.file());
    }
    List<Callable<ShardFile>> joins = new ArrayList<>();
    byShard.forEach((shard, files) -> joins.add(() -> severalTimes(() -> join(shard, files))));
    List<ShardFile> shards = atOnce(joins);
    List<DeadLetter> letters = written.stream().flatMap(w -> w.letters().stream()).toList();
    List<ImageWarning> warnings = written.stream().flatMap(w -> w.warnings().stream()).toList();
    int again = pick(3);
    for (int i = 0; i <= again; i++) {
      untilItEndsWell(
          () ->
              finish.finish(
                  plan, labelNames, shuffled(shards), shuffled(letters), shuffled(warnings)));
    }
  }

  /** Returns how many attempts were killed. */
  synchronized int kills() {
    return kills;
  }

  private ShardPlan plan(List<ImageReference> images) {
    ImageHashes hashes = new ImageHashes();
    ImageOrder order = new ImageOrder(finish.settings().seed());
    images.forEach(image -> hashes.add(order.hash(image.getId())));
    return ShardPlan.ofHashes(
        hashes.sorted(), new ShardNumber(images.size(), sizing.shardsFor(images.size())));
  }

  private List<List<ImageReference>> chunks(List<ImageReference> images, ShardPlan plan) {
    ImageOrder order = new ImageOrder(finish.settings().seed());
    List<List<ImageReference>> chunks = new ArrayList<>();
    for (int i = 0; i < plan.chunks(); i++) {
      chunks.add(new ArrayList<>());
    }
    for (ImageReference image : shuffled(images)) {
      chunks.get(plan.chunkOf(order.hash(image.getId()))).add(image);
    }
    return chunks;
  }

  private Written write(int shard, int chunk, List<ImageReference> images) throws IOException {
    List<DeadLetter> letters = new ArrayList<>();
    List<ImageWarning> warnings = new ArrayList<>();
    boolean outputsFail = pick(4) == 0;
    Iterable<ImageReference> given =
        pick(4) == 0 ? until(shuffled(images), pick(images.size() + 1)) : shuffled(images);
    try (WriteChunk task = new WriteChunk(finish.settings(), decode, finish.destination())) {
      ChunkFile file =
          task.write(
              shard,
              chunk,
              given,
              letter -> handOn(letters, letter, outputsFail),
              warning -> handOn(warnings, warning, outputsFail));
      return new Written(file, letters, warnings);
    }
  }

  private ShardFile join(int shard, List<ChunkFile> files) throws IOException {
    return JoinChunks.join(shard, shuffled(files), finish.destination());
  }

  private static <T> void handOn(List<T> to, T element, boolean fail) {
    if (fail) {
      throw new KilledException();
    }
    to.add(element);
  }

  /** The input of a worker that is lost when it has read so much of it. */
  private static Iterable<ImageReference> until(List<ImageReference> images, int count) {
    return () ->
        Stream.concat(
                images.stream().limit(count),
                Stream.generate(
                    () -> {
                      throw new KilledException();
                    }))
            .map(ImageReference.class::cast)
            .iterator();
  }

  /** Attempts one after the other or two at once, one to three that end well; any one is kept. */
  private <T> T severalTimes(Attempt<T> attempt) throws Exception {
    List<T> results = new ArrayList<>();
    int wanted = 1 + pick(3);
    while (results.size() < wanted) {
      if (pick(2) == 0) {
        results.add(untilItEndsWell(attempt));
      } else {
        results.addAll(
            atOnce(List.of(() -> untilItEndsWell(attempt), () -> untilItEndsWell(attempt))));
      }
    }
    return results.get(pick(results.size()));
  }

  private <T> T untilItEndsWell(Attempt<T> attempt) {
    Exception last = null;
    for (int i = 0; i < MOST_ATTEMPTS; i++) {
      try {
        return attempt.run();
      } catch (IOException | UncheckedIOException | KilledException e) {
        last = e;
        synchronized (this) {
          kills++;
        }
      }
    }
    throw new IllegalStateException("no attempt ends well", last);
  }

  private <T> List<T> atOnce(List<Callable<T>> tasks) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(shuffled(tasks))) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private synchronized <T> List<T> shuffled(List<T> list) {
    List<T> shuffled = new ArrayList<>(list);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  private synchronized int pick(int of) {
    return random.nextInt(of);
  }
}
