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

/** Time per blur of a colour view of 224. {@link Benchmarks} says how to run it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx512m")
public class GaussianBlurBenchmark {
  private static final int SIZE = 224;

  @Param({"0.5", "1", "2"})
  private double sigma;

  private final Planes planes = new Planes(SIZE, 3);
  private final GaussianBlur blur = new GaussianBlur(SIZE, 3);
  private final float[][] row = new float[3][SIZE];
  private float[] half;

  @Setup
  public void half() {
    half = GaussianBlur.halfKernel(23, sigma);
  }

  @Benchmark
  public float[][] blur() {
    blur.begin(planes, half);
    for (int y = 0; y < SIZE; y++) {
      blur.row(y, row);
    }
    return row;
  }
}
