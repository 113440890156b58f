package io.github.simclrbeam.augment;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time per resize of a box of a 500x375 colour photograph to a view of 224, bicubic: both passes,
 * the last one for every block. {@link Benchmarks} says how to run it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx512m")
public class ResizerBenchmark {
  /** Width of the box in pixels; three quarters of it are its height. */
  @Param({"120", "280", "500"})
  private int width;

  private final Source photo = Source.whole(TestImages.photo(500, 375, 3, 1), 500, 375);
  private final Planes planes = new Planes(224, 3);
  private final Resizer resizer = new Resizer();
  private CropBox box;

  @Setup
  public void box() {
    box = new CropBox(0, 0, width, width * 3 / 4);
  }

  /** The vertical pass and the exchange of rows and columns. */
  @Benchmark
  public void downColumns() {
    resizer.crop(photo, box, Interpolation.BICUBIC, planes);
  }

  @Benchmark
  public Object both() {
    resizer.crop(photo, box, Interpolation.BICUBIC, planes);
    return TestPlanes.filled(resizer, planes, true);
  }
}
