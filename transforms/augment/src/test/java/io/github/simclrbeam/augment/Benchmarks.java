package io.github.simclrbeam.augment;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the module's JMH benchmarks, or those that the arguments name:
 *
 * <pre>
 * mvn -q -Pfast -pl transforms/augment -am test-compile
 * mvn -q -pl transforms/augment dependency:build-classpath -Dmdep.outputFile=target/classpath
 * cd transforms/augment
 * java -cp target/test-classes:target/classes:$(cat target/classpath) \
 *     io.github.simclrbeam.augment.Benchmarks ResizerBenchmark
 * </pre>
 */
public final class Benchmarks {
  private Benchmarks() {}

  public static void main(String[] arguments) throws RunnerException {
    OptionsBuilder options = new OptionsBuilder();
    for (String name : arguments.length == 0 ? new String[] {"Benchmark"} : arguments) {
      options.include(Benchmarks.class.getPackageName().replace(".", "\\.") + "\\." + name);
    }
    new Runner(options.build()).run();
  }
}
