package io.github.simclrbeam.cli;

import io.github.simclrbeam.encoder.Checkpoints;
import io.github.simclrbeam.encoder.EncoderExport;
import io.github.simclrbeam.encoder.ExportFormat;
import io.github.simclrbeam.encoder.ExportInput;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.options.OptionsParser;
import io.github.simclrbeam.options.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code export}: a checkpoint's encoder as one file for programs elsewhere. */
final class ExportCommand {
  private ExportCommand() {}

  static void run(List<String> arguments) throws IOException {
    Problems problems = new Problems();
    ExportOptions options = OptionsParser.parse(ExportOptions.class, arguments, problems);
    checkInput(options, problems);
    checkOutput(options, problems);
    String checkpoint = checkpoint(options, problems);
    problems.throwIfAny();
    ExportFormat format = ExportFormat.named(options.getFormat());
    ExportInput input =
        options.getInput() == null ? ExportInput.PIXELS : ExportInput.named(options.getInput());
    EncoderExport export = EncoderExport.of(checkpoint);
    export.write(format, input, options.getOutput());
    System.out.printf(
        "%s: %s of step %d, %,d bytes%s%n",
        options.getOutput(),
        export.state().getConfiguration().getEncoder().getName(),
        export.state().getStep(),
        StoredFile.size(options.getOutput()),
        format == ExportFormat.SAFETENSORS ? "" : ", " + export.describe(input));
  }

  private static void checkInput(ExportOptions options, Problems problems) {
    boolean weights = ExportFormat.SAFETENSORS.toString().equals(options.getFormat());
    if (weights && options.getInput() != null) {
      problems.note("input", "is for onnx and torchscript: safetensors holds weights alone");
    }
  }

  private static void checkOutput(ExportOptions options, Problems problems) throws IOException {
    String output = options.getOutput();
    if (output == null || problems.concern("output")) {
      return;
    }
    try {
      boolean local = Uris.isLocal(output);
      if (output.endsWith("/") || (local && Files.isDirectory(Path.of(Uris.plain(output))))) {
        problems.add("output", output, "must name a file, not a directory");
      } else if (StoredFile.exists(output) && !options.getOverwrite()) {
        problems.note("output", output + " is there; give another file, or --overwrite");
      }
    } catch (IllegalArgumentException e) {
      problems.add("output", output, "must be a path that can be written: " + e.getMessage());
    }
  }

  /** Returns the checkpoint's directory, of no use when something was noted. */
  private static String checkpoint(ExportOptions options, Problems problems) {
    if (options.getCheckpoint() == null || problems.concern("checkpoint")) {
      return "";
    }
    try {
      return Checkpoints.latest(options.getCheckpoint());
    } catch (IOException | IllegalArgumentException e) {
      problems.note("checkpoint", e.getMessage());
      return "";
    }
  }
}
