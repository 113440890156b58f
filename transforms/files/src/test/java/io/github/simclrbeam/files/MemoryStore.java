package io.github.simclrbeam.files;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystem;
import org.apache.beam.sdk.io.FileSystemRegistrar;
import org.apache.beam.sdk.io.fs.CreateOptions;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * An object store of this process in the place of {@code gs://}: objects are there once their
 * upload is closed, a rename is a copy and a deletion, and what is missing is told by an unchecked
 * exception, as S3's client does. It can die at a chosen change, and does nothing more until it is
 * revived.
 */
public final class MemoryStore extends FileSystem<MemoryStore.Name> {
  private static final String SCHEME = "gs";
  private static final NavigableMap<String, byte[]> OBJECTS = new ConcurrentSkipListMap<>();

  private static int changesLeft = Integer.MAX_VALUE;
  private static boolean doneAtDeath;
  private static RuntimeException refusal;
  private static String kept = "";

  /** Found by its service file. */
  public static final class Registrar implements FileSystemRegistrar {
    @Override
    public List<FileSystem<?>> fromOptions(PipelineOptions options) {
      return List.of(new MemoryStore());
    }
  }

  /** The end of the process that used the store. */
  public static final class DeathException extends IOException {
    private static final long serialVersionUID = 1;
  }

  /** What the client of S3 throws for a missing object, which is no FileNotFoundException. */
  static final class NoSuchKeyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoSuchKeyException() {
      super("The specified key does not exist. (Status Code: 404)");
    }
  }

  /** Forgets all objects, and lives. */
  public static void clear() {
    OBJECTS.clear();
    revive();
  }

  /** Dies at this change from now, counted from 0, which is then done or not. */
  public static void dieAt(int change, boolean done) {
    changesLeft = change;
    doneAtDeath = done;
  }

  public static void revive() {
    changesLeft = Integer.MAX_VALUE;
    refusal = null;
    kept = "";
  }

  /** From now on every request fails like this. */
  static void refuse(RuntimeException with) {
    refusal = with;
  }

  /** From now on an object is never deleted, of which nobody is told, as by S3's client. */
  static void keep(String uri) {
    kept = uri;
  }

  /** Puts the empty object that a console makes in the place of a folder. */
  static void makeFolder(String uri) {
    OBJECTS.put(uri + "/", new byte[0]);
  }

  /** Returns the uris of all objects that begin with a prefix. */
  public static List<String> uris(String prefix) {
    return OBJECTS.tailMap(prefix).keySet().stream().filter(uri -> uri.startsWith(prefix)).toList();
  }

  /** Puts the files of a local directory. */
  public static void load(Path directory, String to) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path file : paths.filter(Files::isRegularFile).toList()) {
        OBJECTS.put(to + "/" + directory.relativize(file), Files.readAllBytes(file));
      }
    }
  }

  /** Writes the objects below a uri into a local directory. */
  public static void save(String from, Path directory) throws IOException {
    for (String uri : uris(from + "/")) {
      Path file = directory.resolve(uri.substring(from.length() + 1));
      Files.createDirectories(file.getParent());
      Files.write(file, OBJECTS.get(uri));
    }
  }

  record Name(String uri) implements ResourceId {
    private static final long serialVersionUID = 1;

    @Override
    public ResourceId resolve(String other, ResolveOptions options) {
      return new Name(uri + "/" + other);
    }

    @Override
    public ResourceId getCurrentDirectory() {
      return new Name(uri.substring(0, uri.lastIndexOf('/') + 1));
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
      return uri.endsWith("/") || Uris.isBucket(uri);
    }

    @Override
    public String toString() {
      return uri;
    }
  }

  private static void live() throws DeathException {
    if (changesLeft < 0) {
      throw new DeathException();
    }
    if (refusal != null) {
      throw refusal;
    }
  }

  private static void change(Runnable change) throws DeathException {
    live();
    changesLeft--;
    if (changesLeft >= 0 || doneAtDeath) {
      change.run();
    }
    live();
  }

  @Override
  protected String getScheme() {
    return SCHEME;
  }

  @Override
  protected Name matchNewResource(String uri, boolean isDirectory) {
    if (!uri.matches("(?s)gs://[^/]+(/.*)?") || (!isDirectory && uri.endsWith("/"))) {
      throw new IllegalArgumentException("Expected a file path, but [" + uri + "]");
    }
    return new Name(isDirectory && !uri.endsWith("/") ? uri + "/" : uri);
  }

  @Override
  protected List<MatchResult> match(List<String> specs) throws IOException {
    live();
    List<MatchResult> results = new ArrayList<>();
    for (String spec : specs) {
      if (Uris.isBucket(spec)) {
        throw new IllegalArgumentException("no object name in " + spec);
      }
      List<MatchResult.Metadata> found = new ArrayList<>();
      String regex = GlobRegex.of(spec);
      for (String uri : OBJECTS.keySet()) {
        if (uri.matches(regex)) {
          found.add(
              MatchResult.Metadata.builder()
                  .setResourceId(new Name(uri))
                  .setSizeBytes(OBJECTS.get(uri).length)
                  .setIsReadSeekEfficient(true)
                  .build());
        }
      }
      results.add(
          found.isEmpty()
              ? MatchResult.create(MatchResult.Status.NOT_FOUND, new FileNotFoundException(spec))
              : MatchResult.create(MatchResult.Status.OK, found));
    }
    return results;
  }

  @Override
  protected WritableByteChannel create(Name name, CreateOptions options) throws IOException {
    live();
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    WritableByteChannel channel = Channels.newChannel(sent);
    return new WritableByteChannel() {
      @Override
      public int write(ByteBuffer bytes) throws IOException {
        live();
        return channel.write(bytes);
      }

      @Override
      public boolean isOpen() {
        return channel.isOpen();
      }

      @Override
      public void close() throws IOException {
        channel.close();
        change(() -> OBJECTS.put(name.uri(), sent.toByteArray()));
      }
    };
  }

  @Override
  protected ReadableByteChannel open(Name name) throws IOException {
    live();
    byte[] object = OBJECTS.get(name.uri());
    if (object == null) {
      throw new NoSuchKeyException();
    }
    return new SeekableInMemoryByteChannel(object);
  }

  @Override
  protected void copy(List<Name> from, List<Name> to) throws IOException {
    for (int i = 0; i < from.size(); i++) {
      byte[] object = OBJECTS.get(from.get(i).uri());
      String uri = to.get(i).uri();
      change(() -> OBJECTS.put(uri, object));
    }
  }

  @Override
  protected void rename(List<Name> from, List<Name> to, MoveOptions... options) throws IOException {
    if (options.length > 0) {
      // As of stores that do not know them: Beam leaves out what is missing before it asks again.
      throw new UnsupportedOperationException("move options");
    }
    copy(from, to);
    delete(from);
  }

  @Override
  protected void delete(Collection<Name> names) throws IOException {
    for (Name name : names) {
      if (!name.uri().equals(kept)) {
        change(() -> OBJECTS.remove(name.uri()));
      }
    }
  }
}
