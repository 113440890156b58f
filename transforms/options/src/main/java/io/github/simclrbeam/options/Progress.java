package io.github.simclrbeam.options;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Says on stderr how far a task is, how fast it goes and how long it will take: a bar on a
 * terminal, a plain line every few seconds otherwise. One thread updates it.
 */
public final class Progress implements AutoCloseable {
  private static final Duration LINE_INTERVAL = Duration.ofSeconds(10);

  private final String task;
  private final long total;
  private final String unit;
  private final long started = System.nanoTime();
  private final PrintStream out = System.err;
  private final ProgressBar bar;
  private long done;
  private long base;
  private long lastLine = started;
  private String lastNote = "";

  private Progress(String task, long total, String unit) {
    this.task = task;
    this.total = total;
    this.unit = unit;
    this.bar = onTerminal() ? bar(task, total, unit) : null;
    if (bar == null) {
      out.printf(Locale.ROOT, "%s: %,d %s%n", task, total, unit);
    }
  }

  /**
   * Starts a task.
   *
   * @param total how many units there are; 0 when unknown
   * @param unit what is counted, plural, e.g. "images"
   */
  public static Progress start(String task, long total, String unit) {
    return new Progress(task, total, unit);
  }

  /** Prints a line of its own. */
  public static void say(String line) {
    System.err.println(line);
  }

  /** Says where a resumed task begins, so that its rate counts only what is done now. */
  public void startAt(long units) {
    base = units;
    done = units;
    if (bar != null) {
      bar.stepTo(units);
    }
  }

  /**
   * Says that {@code units} of the total are done.
   *
   * @param note a few words that change while the task runs, e.g. "loss 4.1"
   */
  public void update(long units, String note) {
    done = units;
    lastNote = note;
    if (bar != null) {
      bar.stepTo(units);
      bar.setExtraMessage(note.isEmpty() ? "" : " " + note);
    } else if (System.nanoTime() - lastLine >= LINE_INTERVAL.toNanos()) {
      lastLine = System.nanoTime();
      out.println(line());
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    } else {
      double seconds = (System.nanoTime() - started) / 1e9;
      out.printf(
          Locale.ROOT,
          "%s: %,d %s in %s (%,.0f %s/s)%s%n",
          task,
          done,
          unit,
          clock(seconds),
          (done - base) / Math.max(seconds, 1e-9),
          unit,
          lastNote.isEmpty() ? "" : ", " + lastNote);
    }
  }

  private String line() {
    double seconds = (System.nanoTime() - started) / 1e9;
    double rate = (done - base) / Math.max(seconds, 1e-9);
    String left = total > 0 && rate > 0 ? ", " + clock((total - done) / rate) + " left" : "";
    String of = total > 0 ? "%,d of %,d".formatted(done, total) : "%,d".formatted(done);
    return String.format(
        Locale.ROOT,
        "%s: %s %s, %,.0f/s%s%s",
        task,
        of,
        unit,
        rate,
        left,
        lastNote.isEmpty() ? "" : ", " + lastNote);
  }

  /** Returns the seconds as m:ss or h:mm:ss. */
  static String clock(double seconds) {
    long s = Math.round(seconds);
    return s < 3600
        ? "%d:%02d".formatted(s / 60, s % 60)
        : "%d:%02d:%02d".formatted(s / 3600, s / 60 % 60, s % 60);
  }

  private static boolean onTerminal() {
    // The launcher knows whether stderr is a terminal; System.console() only speaks of stdin and
    // stdout.
    return Boolean.getBoolean("simclrbeam.terminal");
  }

  private static ProgressBar bar(String task, long total, String unit) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(Math.max(total, 0))
        .setStyle(ProgressBarStyle.ASCII)
        .setUnit(" " + unit, 1)
        .setUpdateIntervalMillis(250)
        .showSpeed()
        .setConsumer(new ConsoleProgressBarConsumer(System.err))
        .build();
  }
}
