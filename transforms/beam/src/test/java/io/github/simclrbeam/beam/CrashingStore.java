package io.github.simclrbeam.beam;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystem;
import org.apache.beam.sdk.io.FileSystemRegistrar;
import org.apache.beam.sdk.io.fs.CreateOptions;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * The local disk under the scheme {@code crash:}, as an object store shows it: no directories. It
 * dies before a chosen write, and from then on does nothing until it is revived. A file that was
 * being written when it died has half of its bytes.
 */
final class CrashingStore extends FileSystem<CrashingStore.Name> {
  /** Found by its service file. */
  public static final class Registrar implements FileSystemRegistrar {
    @Override
    public List<FileSystem<?>> fromOptions(PipelineOptions options) {
      return List.of(new CrashingStore());
    }
  }

  static final class CrashException extends IOException {
    private static final long serialVersionUID = 1;
  }

  private static final String SCHEME = "crash";

  private static int writesLeft = Integer.MAX_VALUE;
  private static int open;
  private static int mostOpen;

  /** Dies before this write from now, counted from 0. */
  static void dieBefore(int write) {
    writesLeft = write;
  }

  /** Throws what is not the store's death. */
  static void checkDied(IOException e) throws IOException {
    if (!(e instanceof CrashException) && !(e.getCause() instanceof CrashException)) {
      throw e;
    }
  }

  static void revive() {
    writesLeft = Integer.MAX_VALUE;
  }

  /** Counts the files that are open for writing at once from now on. */
  static void countOpenFiles() {
    open = 0;
    mostOpen = 0;
  }

  /** Returns how many there were at most. */
  static int mostOpenFiles() {
    return mostOpen;
  }

  static String uri(Path path) {
    return SCHEME + "://" + path;
  }

  record Name(String uri) implements ResourceId {
    private static final long serialVersionUID = 1;

    Path path() {
      return Path.of(uri.substring((SCHEME + "://").length()));
    }

    @Override
    public ResourceId resolve(String other, ResolveOptions options) {
      return new Name(uri + "/" + other);
    }

    @Override
    public ResourceId getCurrentDirectory() {
      return new Name(uri.substring(0, uri.lastIndexOf('/')));
    }

    @Override
    public String getScheme() {
      return SCHEME;
    }

    @Override
    public String getFilename() {
      return uri.substring(uri.lastIndexOf('/') + 1);
    }

    @Override
    public boolean isDirectory() {
      return uri.endsWith("/");
    }

    @Override
    public String toString() {
      return uri;
    }
  }

  private static void live() throws CrashException {
    if (writesLeft <= 0) {
      throw new CrashException();
    }
  }

  private static void write() throws CrashException {
    live();
    writesLeft--;
  }

  @Override
  protected String getScheme() {
    return SCHEME;
  }

  @Override
  protected Name matchNewResource(String uri, boolean isDirectory) {
    return new Name(isDirectory && !uri.endsWith("/") ? uri + "/" : uri);
  }

  @Override
  protected List<MatchResult> match(List<String> specs) throws IOException {
    live();
    List<MatchResult> results = new ArrayList<>();
    for (String spec : specs) {
      boolean all = spec.endsWith("/**");
      Path path = new Name(all ? spec.substring(0, spec.length() - 3) : spec).path();
      List<MatchResult.Metadata> found = new ArrayList<>();
      if (Files.exists(path)) {
        try (Stream<Path> paths = Files.walk(path)) {
          for (Path file : paths.filter(Files::isRegularFile).toList()) {
            found.add(metadata(file));
          }
        }
      }
      if (!all && Files.isDirectory(path)) {
        found.clear();
      }
      results.add(
          MatchResult.create(
              found.isEmpty() ? MatchResult.Status.NOT_FOUND : MatchResult.Status.OK, found));
    }
    return results;
  }

  private static MatchResult.Metadata metadata(Path file) throws IOException {
    return MatchResult.Metadata.builder()
        .setResourceId(new Name(uri(file)))
        .setSizeBytes(Files.size(file))
        .setIsReadSeekEfficient(true)
        .build();
  }

  @Override
  protected WritableByteChannel create(Name name, CreateOptions options) throws IOException {
    write();
    Files.createDirectories(name.path().getParent());
    FileChannel file =
        FileChannel.open(
            name.path(),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    open++;
    mostOpen = Math.max(open, mostOpen);
    return new WritableByteChannel() {
      @Override
      public int write(ByteBuffer bytes) throws IOException {
        live();
        return file.write(bytes);
      }

      @Override
      public boolean isOpen() {
        return file.isOpen();
      }

      @Override
      public void close() throws IOException {
        if (!file.isOpen()) {
          return;
        }
        open--;
        try (file) {
          CrashingStore.write();
        } catch (CrashException e) {
          try (FileChannel half = FileChannel.open(name.path(), StandardOpenOption.WRITE)) {
            half.truncate(half.size() / 2);
          }
          throw e;
        }
      }
    };
  }

  @Override
  protected ReadableByteChannel open(Name name) throws IOException {
    live();
    try {
      return FileChannel.open(name.path(), StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      throw new FileNotFoundException(name.uri());
    }
  }

  @Override
  protected void copy(List<Name> from, List<Name> to) throws IOException {
    throw new UnsupportedOperationException("files are renamed");
  }

  @Override
  protected void rename(List<Name> from, List<Name> to, MoveOptions... options) throws IOException {
    for (int i = 0; i < from.size(); i++) {
      write();
      if (!Files.exists(from.get(i).path())
          && List.of(options).contains(StandardMoveOptions.IGNORE_MISSING_FILES)) {
        continue;
      }
      Files.createDirectories(to.get(i).path().getParent());
      Files.move(from.get(i).path(), to.get(i).path(), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  protected void delete(Collection<Name> names) throws IOException {
    for (Name name : names) {
      write();
      Files.deleteIfExists(name.path());
    }
  }
}
