package io.github.simclrbeam.fetch;

import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.options.NearestName;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.options.Progress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Fetching: a data set of the catalog to a folder that the sources read and, written last,
 * fetched.json. A fetch that was interrupted goes on where it stopped.
 */
public final class FetchStage {
  private FetchStage() {}

  /**
   * Fetches.
   *
   * @param operands the arguments that are no options: the data set's name
   * @param problems what reading the options found already; told together with what is found here
   * @throws io.github.simclrbeam.options.InvalidOptionsException with every problem of name and
   *     options, before anything is written
   * @throws io.github.simclrbeam.options.StageFailedException if a file cannot be downloaded, is
   *     not the one of the catalog, or cannot be unpacked; says which and why
   * @throws IOException if files cannot be read or written
   */
  public static void run(
      Catalog catalog, List<String> operands, FetchOptions options, Problems problems)
      throws IOException {
    run(catalog, operands, options, problems, Patience.standard());
  }

  static void run(
      Catalog catalog,
      List<String> operands,
      FetchOptions options,
      Problems problems,
      Patience patience)
      throws IOException {
    Optional<DataSet> named = named(catalog, operands, problems);
    checkMirror(options.getMirror(), problems);
    String output =
        options.getOutput() == null
            ? named.map(DataSet::name).orElse(null)
            : Uris.plain(options.getOutput());
    Optional<Path> path = path(output, problems);
    if (named.isEmpty() && path.isPresent()) {
      new FetchFolder(path.get()).check(problems);
    }
    if (named.isEmpty() || path.isEmpty()) {
      problems.throwIfAny();
      throw new IllegalStateException("neither name nor output is missing without a problem");
    }
    DataSet dataSet = named.get();
    FetchFolder folder = new FetchFolder(path.get());
    FetchFolder.State state = folder.look(dataSet, problems);
    if (state != FetchFolder.State.COMPLETE && problems.isEmpty()) {
      DiskSpace.check(path.get(), dataSet, folder, problems);
    }
    problems.throwIfAny();
    if (state == FetchFolder.State.COMPLETE) {
      Progress.say(output + " is complete: nothing to do");
    } else {
      fetch(dataSet, folder, options, patience);
    }
    Progress.say("next: " + dataSet.next().command(output));
  }

  private static void fetch(
      DataSet dataSet, FetchFolder folder, FetchOptions options, Patience patience)
      throws IOException {
    Progress.say(
        String.format(
            Locale.ROOT,
            "%s: %,d images in %d classes (%s); licence: %s; see %s",
            dataSet.name(),
            dataSet.allImages(),
            dataSet.classes(),
            dataSet.about(),
            dataSet.licence(),
            dataSet.homepage()));
    try (FileChannel lock = folder.begin(dataSet)) {
      VerifiedFiles files = new VerifiedFiles(client(), options.getMirror(), patience);
      for (RemoteFile file : dataSet.files()) {
        files.obtain(file, folder.download(file));
      }
      unpack(dataSet, folder);
      folder.publish();
      folder.finish(dataSet, options.getKeepArchive());
    }
  }

  private static void unpack(DataSet dataSet, FetchFolder folder) throws IOException {
    Path into = folder.emptyUnpacked();
    for (RemoteFile file : dataSet.files()) {
      Path download = folder.download(file);
      if (file.isArchive()) {
        new Archive(download, 2 * dataSet.unpackedBytes()).unpack(dataSet.place(), into);
      } else {
        Files.copy(download, into.resolve(file.name()));
      }
    }
    for (var text : dataSet.texts().entrySet()) {
      Files.writeString(into.resolve(text.getKey()), String.join("\n", text.getValue()) + "\n");
    }
  }

  private static HttpClient client() {
    return HttpClient.newBuilder()
        // A connection of its own for each file: a cut is seen at once.
        .version(HttpClient.Version.HTTP_1_1)
        // Follows all but those from https to http.
        .followRedirects(HttpClient.Redirect.NORMAL)
        .connectTimeout(Duration.ofSeconds(20))
        .build();
  }

  private static Optional<DataSet> named(
      Catalog catalog, List<String> operands, Problems problems) {
    if (operands.size() != 1) {
      problems.noteArgument("NAME", "must be one of " + catalog.names() + ", but was: " + operands);
      return Optional.empty();
    }
    String name = operands.get(0);
    Optional<DataSet> dataSet = catalog.named(name);
    if (dataSet.isEmpty()) {
      String hint =
          NearestName.of(name, catalog.names()).map(n -> "; did you mean " + n + "?").orElse("");
      problems.noteArgument(
          "NAME", "must be one of " + catalog.names() + ", but was: " + name + hint);
    }
    return dataSet;
  }

  private static void checkMirror(String mirror, Problems problems) {
    if (mirror == null) {
      return;
    }
    try {
      URI uri = URI.create(mirror);
      if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    problems.add("mirror", mirror, "must be a URL that begins with http:// or https://");
  }

  private static Optional<Path> path(String output, Problems problems) {
    if (output == null) {
      return Optional.empty();
    }
    try {
      if (Uris.isLocal(output)) {
        return Optional.of(Path.of(output));
      }
    } catch (InvalidPathException e) {
      // Said below.
    }
    problems.add("output", output, "must be a local directory");
    return Optional.empty();
  }
}
