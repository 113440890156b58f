package io.github.simclrbeam.beam;

import io.github.simclrbeam.beam.FaultPlan.Strike;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystem;
import org.apache.beam.sdk.io.FileSystemRegistrar;
import org.apache.beam.sdk.io.fs.CreateOptions;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * The local disk under {@code faulty:/absolute/path}, where writing, reading, renaming and deleting
 * what tasks write goes wrong by a {@link FaultPlan}. Each fault is a line on stderr. The plan of a
 * process is its system property {@code simclrbeam.faults}, unless a test sets another.
 */
final class FaultyFiles extends FileSystem<FaultyFiles.Name> {
  static final String SCHEME = "faulty";

  private static final AtomicReference<FaultPlan> PLAN =
      new AtomicReference<>(FaultPlan.parse(System.getProperty("simclrbeam.faults", "0,0,1")));

  /** Found by its service file. */
  public static final class Registrar implements FileSystemRegistrar {
    @Override
    public List<FileSystem<?>> fromOptions(PipelineOptions options) {
      return List.of(new FaultyFiles());
    }
  }

  /** From now on these faults happen. */
  static void follow(FaultPlan plan) {
    PLAN.set(plan);
  }

  record Name(String path, boolean isDirectory) implements ResourceId {
    private static final long serialVersionUID = 1;

    Path local() {
      return Path.of(path);
    }

    @Override
    public ResourceId resolve(String other, ResolveOptions options) {
      return new Name(local().resolve(other).toString(), other.endsWith("/"));
    }

    @Override
    public ResourceId getCurrentDirectory() {
      return isDirectory ? this : new Name(local().getParent().toString(), true);
    }

    @Override
    public String getScheme() {
      return SCHEME;
    }

    @Override
    public String getFilename() {
      return local().getFileName().toString();
    }

    @Override
    public String toString() {
      return SCHEME + ":" + path;
    }
  }

  @Override
  protected String getScheme() {
    return SCHEME;
  }

  @Override
  protected Name matchNewResource(String uri, boolean isDirectory) {
    return new Name(uri.substring(SCHEME.length() + 1), isDirectory);
  }

  @Override
  protected List<MatchResult> match(List<String> specs) throws IOException {
    List<MatchResult> results = new ArrayList<>();
    for (String spec : specs) {
      List<MatchResult.Metadata> found = new ArrayList<>();
      boolean below = spec.endsWith("/**");
      Path base = matchNewResource(spec.replaceFirst("/\\*\\*$", ""), below).local();
      if (below ? Files.isDirectory(base) : Files.isRegularFile(base)) {
        try (Stream<Path> paths = Files.walk(base)) {
          for (Path path : paths.filter(Files::isRegularFile).toList()) {
            found.add(metadata(path));
          }
        }
      }
      results.add(
          found.isEmpty()
              ? MatchResult.create(MatchResult.Status.NOT_FOUND, new FileNotFoundException(spec))
              : MatchResult.create(MatchResult.Status.OK, found));
    }
    return results;
  }

  private static MatchResult.Metadata metadata(Path path) throws IOException {
    return MatchResult.Metadata.builder()
        .setResourceId(new Name(path.toString(), false))
        .setSizeBytes(Files.size(path))
        .setIsReadSeekEfficient(false)
        .build();
  }

  @Override
  protected WritableByteChannel create(Name name, CreateOptions options) throws IOException {
    Strike strike = strike("write", name);
    Files.createDirectories(name.local().getParent());
    FileChannel file =
        FileChannel.open(
            name.local(),
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    return strike == Strike.NONE ? file : FailingChannel.over(file, strike, PLAN.get().bytes());
  }

  @Override
  protected ReadableByteChannel open(Name name) throws IOException {
    // The run's end is read where nothing is tried again.
    Strike strike = name.getFilename().startsWith("manifest") ? Strike.NONE : strike("read", name);
    if (!Files.exists(name.local())) {
      throw new FileNotFoundException(name.toString());
    }
    FileChannel file = FileChannel.open(name.local(), StandardOpenOption.READ);
    return strike == Strike.NONE ? file : FailingChannel.over(file, strike, PLAN.get().bytes());
  }

  @Override
  protected void copy(List<Name> from, List<Name> to) throws IOException {
    throw new IOException("nothing here copies");
  }

  @Override
  protected void rename(List<Name> from, List<Name> to, MoveOptions... options) throws IOException {
    if (options.length > 0) {
      // As of stores that do not know them: Beam leaves out what is missing before it asks again.
      throw new UnsupportedOperationException("move options");
    }
    for (int i = 0; i < from.size(); i++) {
      Strike strike = strike("rename", from.get(i));
      Files.createDirectories(to.get(i).local().getParent());
      Files.move(from.get(i).local(), to.get(i).local(), StandardCopyOption.REPLACE_EXISTING);
      answer(strike, from.get(i));
    }
  }

  @Override
  protected void delete(Collection<Name> names) throws IOException {
    for (Name name : names) {
      Strike strike = strike("delete", name);
      Files.deleteIfExists(name.local());
      answer(strike, name);
    }
  }

  /** Fails at once, or returns how the operation will fail. */
  private static Strike strike(String operation, Name name) throws IOException {
    if (!name.path().matches(".*/(chunk-|shard-|manifest|dead-letters|warnings|.*tfrecord-).*")) {
      return Strike.NONE;
    }
    Strike strike = PLAN.get().next();
    if (strike != Strike.NONE) {
      System.err.printf("fault: %s, %s: %s%n", operation, strike, name.getFilename());
    }
    if (strike == Strike.BEFORE) {
      throw new IOException("fault before: " + name);
    }
    return strike;
  }

  private static void answer(Strike strike, Name name) throws IOException {
    if (strike != Strike.NONE) {
      throw new IOException("fault after: " + name);
    }
  }
}
