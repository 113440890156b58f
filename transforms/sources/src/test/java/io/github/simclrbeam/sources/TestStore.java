package io.github.simclrbeam.sources;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Collection;
import java.util.List;
import org.apache.beam.sdk.io.FileSystem;
import org.apache.beam.sdk.io.FileSystemRegistrar;
import org.apache.beam.sdk.io.fs.CreateOptions;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.options.PipelineOptions;

/** A store of the scheme {@code store:} that knows its uris and holds nothing. */
final class TestStore extends FileSystem<TestStore.Name> {
  /** Found by its service file. */
  public static final class Registrar implements FileSystemRegistrar {
    @Override
    public List<FileSystem<?>> fromOptions(PipelineOptions options) {
      return List.of(new TestStore());
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
      return this;
    }

    @Override
    public String getScheme() {
      return "store";
    }

    @Override
    public String getFilename() {
      return uri.substring(uri.lastIndexOf('/') + 1);
    }

    @Override
    public boolean isDirectory() {
      return uri.endsWith("/");
    }
  }

  @Override
  protected String getScheme() {
    return "store";
  }

  @Override
  protected Name matchNewResource(String uri, boolean isDirectory) {
    if (!isDirectory && uri.endsWith("/")) {
      throw new IllegalArgumentException("Expected a file path, but [" + uri + "]");
    }
    return new Name(uri);
  }

  @Override
  protected List<MatchResult> match(List<String> specs) throws IOException {
    throw new IOException("nothing is stored");
  }

  @Override
  protected WritableByteChannel create(Name name, CreateOptions options) throws IOException {
    throw new IOException("nothing can be stored");
  }

  @Override
  protected ReadableByteChannel open(Name name) throws IOException {
    throw new IOException("nothing is stored");
  }

  @Override
  protected void copy(List<Name> from, List<Name> to) {}

  @Override
  protected void rename(List<Name> from, List<Name> to, MoveOptions... options) {}

  @Override
  protected void delete(Collection<Name> names) {}
}
