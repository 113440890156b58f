package io.github.simclrbeam.augment;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time per view on one thread, averaged over the draws of consecutive view indices. {@link
 * Benchmarks} says how to run it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx512m")
public class AugmentationBenchmark {
  private static final int PHOTO_WIDTH = 500;
  private static final int PHOTO_HEIGHT = 375;

  private final byte[] photo = TestImages.photo(PHOTO_WIDTH, PHOTO_HEIGHT, 3, 1);
  private final byte[] thing = TestImages.photo(32, 32, 3, 3);
  private final byte[] garment = TestImages.photo(28, 28, 1, 2);
  private final Augmentation imagenet = Augmentation.of(Recipes.named("simclr-imagenet"), 224, 3);
  private final Augmentation none = Augmentation.of(Recipes.none(), 224, 3);
  private final Augmentation cifar = Augmentation.of(Recipes.named("simclr-cifar10"), 32, 3);
  private final Augmentation fashion = Augmentation.of(Recipes.named("fashion-mnist"), 28, 1);
  private int viewIndex;

  @Benchmark
  public View imagenet224FromColour500x375() {
    return imagenet.view(photo, PHOTO_WIDTH, PHOTO_HEIGHT, 7, "photo", next());
  }

  @Benchmark
  public View none224FromColour500x375() {
    return none.view(photo, PHOTO_WIDTH, PHOTO_HEIGHT, 7, "photo", next());
  }

  @Benchmark
  public View cifar32FromColour32x32() {
    return cifar.view(thing, 32, 32, 7, "thing", next());
  }

  @Benchmark
  public View fashionMnist28FromGray28x28() {
    return fashion.view(garment, 28, 28, 7, "garment", next());
  }

  @Benchmark
  public Draw drawImagenet() {
    return imagenet.draw(PHOTO_WIDTH, PHOTO_HEIGHT, 7, "photo", next());
  }

  private int next() {
    viewIndex = (viewIndex + 1) & 1023;
    return viewIndex;
  }
}
