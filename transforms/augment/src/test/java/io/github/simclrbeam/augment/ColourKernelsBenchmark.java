package io.github.simclrbeam.augment;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
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
 * Time per colour operation on all blocks of a colour view of 224, of the whole jitter, and of
 * making bytes. {@link Benchmarks} says how to run it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx512m")
public class ColourKernelsBenchmark {
  private final Planes planes = new Planes(224, 3);
  private final HueKernel hue = new HueKernel();
  private final ColourSweeps sweeps = new ColourSweeps(3);
  private final Draw draw =
      new Draw(
          1,
          1,
          new CropBox(0, 0, 1, 1),
          false,
          Optional.of(new JitterDraw(List.of(JitterOperation.values()), 1.1, 0.9, 1.1, 0.1)),
          false,
          OptionalDouble.empty());

  @Benchmark
  public void brightness() {
    for (int block = 0; block < planes.blocks(); block++) {
      ColourKernels.brightness(planes.block(block), 1.1f);
    }
  }

  @Benchmark
  public void contrast() {
    for (int block = 0; block < planes.blocks(); block++) {
      ColourKernels.contrast(planes.block(block), 0.9f, 0.5f);
    }
  }

  @Benchmark
  public float mean() {
    Mean mean = new Mean(3);
    for (int block = 0; block < planes.blocks(); block++) {
      mean.add(planes.block(block));
    }
    return mean.value();
  }

  @Benchmark
  public void saturation() {
    for (int block = 0; block < planes.blocks(); block++) {
      ColourKernels.saturation(planes.block(block), 1.1f);
    }
  }

  @Benchmark
  public void hue() {
    for (int block = 0; block < planes.blocks(); block++) {
      hue.turn(planes.block(block), 0.1);
    }
  }

  @Benchmark
  public void gray() {
    for (int block = 0; block < planes.blocks(); block++) {
      ColourKernels.gray(planes.block(block));
    }
  }

  @Benchmark
  public void wholeJitter() {
    sweeps.begin(draw);
    for (int block = 0; block < planes.blocks(); block++) {
      sweeps.first(planes.block(block));
    }
    for (int block = 0; block < planes.blocks(); block++) {
      sweeps.second(planes.block(block));
    }
  }

  @Benchmark
  public byte[] bytes() {
    return TestPlanes.bytes(planes);
  }
}
