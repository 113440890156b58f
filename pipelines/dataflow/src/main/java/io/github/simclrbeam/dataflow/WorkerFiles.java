package io.github.simclrbeam.dataflow;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.beam.sdk.options.FileStagingOptions;
import org.apache.beam.sdk.util.construction.resources.PipelineResources;

/**
 * The jars that workers get: those of the class path, without what they have no use for. The runner
 * stages each under its name and hash, and one that is there already not again.
 */
final class WorkerFiles {
  /** With it workers would log to their console instead of Cloud Logging. */
  private static final String LOGGING = "slf4j-simple-.*";

  /** What trains, embeds and evaluates: a third of all bytes. */
  private static final String ENGINES = "pytorch-(native|jni)-.*|openblas-.*";

  private static final Map<String, Pattern> UNUSED =
      Map.of(
          "views", Pattern.compile(LOGGING + "|" + ENGINES),
          "embed", Pattern.compile(LOGGING));

  private WorkerFiles() {}

  /** Returns the files; those that the options name if they name any. */
  static List<String> of(String stage, FileStagingOptions options) {
    if (options.getFilesToStage() != null && !options.getFilesToStage().isEmpty()) {
      return options.getFilesToStage();
    }
    ClassLoader loader = WorkerFiles.class.getClassLoader();
    return PipelineResources.detectClassPathResourcesToStage(loader, options).stream()
        .filter(file -> isUsed(stage, new File(file).getName()))
        .toList();
  }

  static boolean isUsed(String stage, String name) {
    return !UNUSED.get(stage).matcher(name).matches();
  }
}
