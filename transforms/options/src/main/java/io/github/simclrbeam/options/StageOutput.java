package io.github.simclrbeam.options;

import io.github.simclrbeam.files.DurableFiles;
import io.github.simclrbeam.files.Listing;
import io.github.simclrbeam.files.MissingBucketException;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.proto.ProtoJson;
import io.github.simclrbeam.proto.RunRecord;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A stage's output directory and the rules for running into it again: complete with the same
 * configuration needs no run, or one that only makes what changed, incomplete goes on, another
 * configuration, another stage or somebody else's files are refused, {@code --overwrite} replaces
 * what the same stage made. run.json marks it as ours. Of several processes one writes.
 */
public final class StageOutput implements Closeable {
  /** What the directory holds. */
  public enum State {
    /** Nothing yet. */
    FRESH,
    /** An interrupted run of the same configuration. */
    INCOMPLETE,
    /** Everything that this run would make. */
    COMPLETE
  }

  private static final String RUN_FILE = "run.json";

  /** A store's files are written letter by letter, but looked up with these as wildcards. */
  private static final Pattern WILDCARDS = Pattern.compile("[*?\\[\\]{}]");

  private final String uri;
  private final State state;
  private final RunRecord.Builder record;
  private final boolean replaces;
  private Optional<RunRecord> earlier = Optional.empty();
  private OutputLock lock = OutputLock.NONE;

  private StageOutput(String uri, State state, RunRecord.Builder record, boolean replaces) {
    this.uri = uri;
    this.state = state;
    this.record = record;
    this.replaces = replaces;
  }

  /**
   * Looks at the directory and changes nothing.
   *
   * @param stage the stage's name, as in run.json
   * @param configuration every option that decides the output, by name
   * @param marker the file whose presence says that the output is complete, e.g. manifest.json
   * @param problems where it is noted if the directory is not ours, or of another configuration and
   *     not to be overwritten
   */
  public static StageOutput prepare(
      String uri,
      String stage,
      SortedMap<String, String> configuration,
      String marker,
      boolean overwrite,
      Problems problems)
      throws IOException {
    RunRecord.Builder record =
        RunRecord.newBuilder()
            .setFormatVersion(1)
            .setStage(stage)
            .putAllConfiguration(configuration);
    if (!isOurs(uri, problems)) {
      return new StageOutput(uri, State.FRESH, record, false);
    }
    compare(uri, record, overwrite, problems);
    if (overwrite) {
      return new StageOutput(uri, State.FRESH, record, true);
    }
    boolean complete = StoredFile.exists(Uris.resolve(uri, marker));
    return new StageOutput(uri, complete ? State.COMPLETE : State.INCOMPLETE, record, false);
  }

  /**
   * Looks at a directory of which it is not known what would be written into it, because other
   * options cannot be used.
   *
   * @param uri the directory; null when none was given, of which nothing is noted
   * @param problems where it is noted if the directory cannot be made or is not ours
   */
  public static void check(String uri, Problems problems) throws IOException {
    if (uri != null && !problems.concern("output")) {
      isOurs(uri, problems);
    }
  }

  /**
   * As the longer form, for the usual marker manifest.json.
   *
   * @throws InvalidOptionsException if the directory is not ours, or of another configuration and
   *     not to be overwritten
   */
  public static StageOutput prepare(
      String uri, String stage, SortedMap<String, String> configuration, boolean overwrite)
      throws IOException {
    Problems problems = new Problems();
    StageOutput output = prepare(uri, stage, configuration, "manifest.json", overwrite, problems);
    problems.throwIfAny();
    return output;
  }

  public String uri() {
    return uri;
  }

  public State state() {
    return state;
  }

  /** Returns whether the output is complete, after saying so. */
  public boolean alreadyComplete() {
    if (state == State.COMPLETE) {
      Progress.say(uri + " is complete: nothing to do (--overwrite makes it again)");
    }
    return state == State.COMPLETE;
  }

  /**
   * Deletes what is to be overwritten and marks the directory as ours, before anything else is
   * written into it. On a local disk no other process can begin until this is closed.
   *
   * @throws InvalidOptionsException if another process writes into it
   */
  public void begin() throws IOException {
    lock = OutputLock.take(uri);
    if (replaces) {
      Trees.delete(uri);
    } else if (state == State.COMPLETE) {
      earlier = Optional.of(read(Uris.resolve(uri, RUN_FILE)));
    }
    record
        .setStarted(now())
        .putEnvironment("java", System.getProperty("java.version"))
        .putEnvironment("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"))
        .putEnvironment("cpus", Integer.toString(Runtime.getRuntime().availableProcessors()));
    write();
  }

  /**
   * Takes over what another process wrote down when it began this run, which still goes on. Writes
   * nothing.
   */
  public void rejoin() throws IOException {
    String runFile = Uris.resolve(uri, RUN_FILE);
    if (StoredFile.exists(runFile)) {
      record.clear().mergeFrom(read(runFile));
    } else {
      record.setStarted(now());
    }
  }

  /** Returns the whole seconds since the run began, in whichever process. */
  public double secondsSinceStart() {
    return Duration.between(Instant.parse(record.getStarted()), Instant.now()).toSeconds();
  }

  /**
   * Says that a complete output is as it should be; run.json tells of the run that made it, as
   * before this one.
   *
   * @param checked what was looked at, e.g. "8 shards checked"
   */
  public void finishUnchanged(String checked) throws IOException {
    if (earlier.isPresent()) {
      record.clear().mergeFrom(earlier.get());
    }
    if (record.getFinished().isEmpty()) {
      record.setFinished(now());
    }
    write();
    Progress.say("%s is complete: nothing changed (%s)".formatted(uri, checked));
  }

  /** Lets other processes in. */
  @Override
  public void close() throws IOException {
    lock.close();
  }

  /** Writes down that the run ended well, with its figures by name. */
  public void finish(Map<String, Double> figures) throws IOException {
    finish(figures, Map.of());
  }

  /** As the shorter form, with what was expected of the run by the same names. */
  public void finish(Map<String, Double> figures, Map<String, Double> predicted)
      throws IOException {
    record.setFinished(now()).putAllFigures(figures).putAllPredicted(predicted);
    write();
  }

  private void write() throws IOException {
    // An empty run.json would not let anybody go on.
    DurableFiles.local()
        .write(
            Uris.resolve(uri, RUN_FILE), ProtoJson.print(record).getBytes(StandardCharsets.UTF_8));
  }

  /** Returns whether a run of ours is in the directory; notes if none can be made there. */
  private static boolean isOurs(String uri, Problems problems) throws IOException {
    if (!Uris.isLocal(uri) && WILDCARDS.matcher(uri).find()) {
      problems.add("output", uri, "must be without * ? [ ] { } on a store");
      return false;
    }
    try {
      if (StoredFile.exists(Uris.resolve(uri, RUN_FILE))) {
        return true;
      }
      if (!isEmpty(uri)) {
        problems.add("output", uri, "must be new, empty or an earlier output of this program");
      } else if (Uris.isLocal(uri)) {
        checkCanBeMade(uri, problems);
      }
    } catch (MissingBucketException e) {
      problems.add("output", uri, "must lie in a bucket that is there");
    } catch (IllegalArgumentException e) {
      problems.add("output", uri, "must be a path that can be written: " + e.getMessage());
    }
    return false;
  }

  private static void checkCanBeMade(String uri, Problems problems) {
    Path existing = Path.of(Uris.plain(uri)).toAbsolutePath().normalize();
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing)) {
      problems.add("output", uri, "must lie in a directory, and " + existing + " is none");
    } else if (!Files.isWritable(existing)) {
      problems.add("output", uri, "must lie where files may be written, unlike " + existing);
    }
  }

  private static boolean isEmpty(String uri) throws IOException {
    try {
      return Listing.expand(uri).isEmpty();
    } catch (MissingBucketException e) {
      throw e;
    } catch (FileNotFoundException e) {
      return true;
    }
  }

  /** Notes what differs from the run that is there, and cannot be replaced or shall not. */
  private static void compare(
      String uri, RunRecord.Builder now, boolean overwrite, Problems problems) throws IOException {
    String difference;
    try {
      RunRecord earlier = read(Uris.resolve(uri, RUN_FILE));
      if (!earlier.getStage().equals(now.getStage())) {
        // Of a whole run all stages' outputs would go, also what this one is to read.
        problems.note(
            "output",
            "%s holds another run (stage %s, not %s); give another directory"
                .formatted(uri, earlier.getStage(), now.getStage()));
        return;
      }
      difference = difference(earlier, now, problems);
    } catch (IllegalArgumentException e) {
      difference = "its run.json cannot be read: " + e.getMessage();
    }
    if (!difference.isEmpty() && !overwrite) {
      problems.note(
          "output",
          uri + " holds another run (" + difference + "); give another directory, or --overwrite");
    }
  }

  /** Says what differs; of options that cannot be used it is not known. */
  private static String difference(RunRecord earlier, RunRecord.Builder now, Problems problems) {
    Map<String, String> names = new TreeMap<>(earlier.getConfigurationMap());
    names.putAll(now.getConfigurationMap());
    names.keySet().removeIf(problems::concern);
    StringBuilder difference = new StringBuilder();
    for (String name : names.keySet()) {
      String was = earlier.getConfigurationMap().get(name);
      String is = now.getConfigurationMap().get(name);
      if (was == null || !was.equals(is)) {
        difference
            .append(difference.isEmpty() ? "" : ", ")
            .append("--%s was %s, is %s".formatted(name, shown(was), shown(is)));
      }
    }
    return difference.toString();
  }

  private static RunRecord read(String runFile) throws IOException {
    RunRecord.Builder record = RunRecord.newBuilder();
    StoredMessage.read(runFile, record);
    return record.build();
  }

  private static String shown(String value) {
    return value == null ? "not given" : value;
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
