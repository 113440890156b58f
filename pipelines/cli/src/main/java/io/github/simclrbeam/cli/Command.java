package io.github.simclrbeam.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * A command of the program.
 *
 * @param name as typed
 * @param summary one line
 * @param operand what stands beside the options, e.g. "PATH"; empty for none
 * @param options the interface that declares its options, if it has one
 * @param action what it does
 */
record Command(
    String name,
    String summary,
    String operand,
    Optional<Class<? extends PipelineOptions>> options,
    Action action) {

  /** What a command does with its arguments. */
  @FunctionalInterface
  interface Action {
    void run(List<String> arguments) throws IOException;
  }
}
