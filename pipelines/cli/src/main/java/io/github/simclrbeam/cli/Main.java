package io.github.simclrbeam.cli;

import io.github.simclrbeam.options.InvalidOptionsException;
import io.github.simclrbeam.options.NearestName;
import io.github.simclrbeam.options.Problem;
import io.github.simclrbeam.options.StageFailedException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The program's entry. Exit code 0 only when the output is complete, 2 for options that cannot be
 * used, 1 for a run that failed; a failure is told in one line on stderr.
 *
 * <p>SIGTERM or Ctrl-C while training runs: {@code train} keeps a checkpoint and ends with 0, for
 * it did what it was asked to and lost nothing, and its output says by itself that it is not
 * complete. {@code run} and {@code demo} keep it too, but end as at a signal in any other stage,
 * with 143 or 130: who waits for their report must not take it for there.
 */
public final class Main {
  private static final int FAILED = 1;
  private static final int BAD_OPTIONS = 2;

  private Main() {}

  public static void main(String[] arguments) {
    int code = run(Arrays.asList(arguments));
    System.out.flush();
    System.err.flush();
    // Not System.exit alone: Beam's and DJL's pools hold threads that are no daemons.
    System.exit(code);
  }

  /** Runs one command and returns the exit code; prints what the program prints. */
  public static int run(List<String> arguments) {
    if (arguments.isEmpty() || List.of("help", "--help", "-h").contains(arguments.get(0))) {
      System.out.print(arguments.size() > 1 ? helpOn(arguments.get(1)) : HelpPage.ofAll());
      return 0;
    }
    if (arguments.get(0).equals("--version")) {
      System.out.println("simclr-beam " + Version.current());
      return 0;
    }
    String name = arguments.get(0);
    Optional<Command> command = Commands.named(name);
    if (command.isEmpty()) {
      String hint =
          NearestName.of(name, Commands.names()).map(n -> "; did you mean " + n + "?").orElse("");
      System.err.println("simclr-beam: there is no command " + name + hint);
      System.err.println("commands: " + String.join(", ", Commands.names()));
      return BAD_OPTIONS;
    }
    List<String> rest = arguments.subList(1, arguments.size());
    if (rest.contains("--help") || rest.contains("-h")) {
      System.out.print(HelpPage.of(command.get()));
      return 0;
    }
    return run(command.get(), rest);
  }

  private static int run(Command command, List<String> arguments) {
    try {
      command.action().run(arguments);
      return 0;
    } catch (InvalidOptionsException e) {
      System.err.println("simclr-beam " + command.name() + ": the options cannot be used");
      for (Problem problem : e.problems()) {
        System.err.println("  " + problem);
      }
      return BAD_OPTIONS;
    } catch (StoppedException e) {
      System.err.printf(
          "simclr-beam %s: %s; to go on: %s%n",
          command.name(), e.getMessage(), GoOn.with(command.name(), arguments));
      return command.name().equals("train") ? 0 : e.exitCode();
    } catch (StageFailedException e) {
      return failed(command, e.getMessage(), e);
    } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
      return failed(command, Causes.inOneLine(e), e);
    }
  }

  private static int failed(Command command, String line, Throwable e) {
    System.err.println("simclr-beam " + command.name() + ": " + line);
    if ("debug".equals(System.getenv("SIMCLR_BEAM_LOG"))) {
      e.printStackTrace();
    }
    return FAILED;
  }

  private static String helpOn(String name) {
    return Commands.named(name).map(HelpPage::of).orElseGet(HelpPage::ofAll);
  }
}
