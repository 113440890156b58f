package io.github.simclrbeam.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.simclrbeam.encoder.Checkpoints;
import io.github.simclrbeam.encoder.EncoderArchitectures;
import io.github.simclrbeam.encoder.Optimizer;
import io.github.simclrbeam.encoder.Projectors;
import io.github.simclrbeam.encoder.SimClrModel;
import io.github.simclrbeam.options.InvalidOptionsException;
import io.github.simclrbeam.options.Problem;
import io.github.simclrbeam.proto.CheckpointState;
import io.github.simclrbeam.proto.EncoderArchitecture;
import io.github.simclrbeam.proto.Preprocessing;
import io.github.simclrbeam.proto.ProjectorArchitecture;
import io.github.simclrbeam.proto.TrainingConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportCommandTest {
  @TempDir static Path runs;
  private static String run;
  private static String checkpoint;

  @TempDir Path folder;

  @BeforeAll
  static void writeACheckpoint() throws IOException {
    EncoderArchitecture encoder = EncoderArchitectures.tiny(3, 8, 8, 16);
    ProjectorArchitecture projector = Projectors.of(2, 16, 4, true);
    TrainingConfiguration configuration =
        TrainingConfiguration.newBuilder()
            .setEncoder(encoder)
            .setPreprocessing(Preprocessing.newBuilder().setImageSize(8).setChannels(3))
            .build();
    run = runs.resolve("run").toString();
    try (SimClrModel model = SimClrModel.create(encoder, projector, 3)) {
      CheckpointState state =
          CheckpointState.newBuilder().setStep(12).setConfiguration(configuration).build();
      checkpoint = Checkpoints.write(run, state, model, Optimizer.sgd(model, 0.9, 0));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"safetensors", "onnx", "torchscript"})
  void aRunAndItsLastCheckpointGiveTheSameFile(String format) throws IOException {
    Path ofRun = folder.resolve("a/of-run");
    Path ofCheckpoint = folder.resolve("of-checkpoint");
    export("--checkpoint=" + run, "--format=" + format, "--output=" + ofRun);
    export("--checkpoint=" + checkpoint, "--format=" + format, "--output=" + ofCheckpoint);
    assertThat(ofRun).isNotEmptyFile().hasSameBinaryContentAs(ofCheckpoint);
  }

  @Test
  void aFileThatIsThereIsKeptUnlessItMayBeOverwritten() throws IOException {
    Path file = Files.writeString(folder.resolve("encoder.pt"), "mine");
    String[] arguments = {
      "--checkpoint=" + run, "--format=torchscript", "--output=" + file, "--overwrite=false"
    };
    assertThat(problems(arguments))
        .containsExactly("--output: " + file + " is there; give another file, or --overwrite");
    assertThat(file).hasContent("mine");
    arguments[3] = "--overwrite";
    export(arguments);
    assertThat(Files.size(file)).isGreaterThan(1_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--format=onxx|--format: must be one of safetensors, onnx, torchscript, but was: onxx; did"
            + " you mean onnx?",
        "--input=pixel|--input: must be one of pixels, tensor, but was: pixel; did you mean pixels?",
        "--input=pixels|--input: is for onnx and torchscript: safetensors holds weights alone",
        "--output=FOLDER|--output: must name a file, not a directory, but was: FOLDER",
        "--output=FOLDER/new/|--output: must name a file, not a directory, but was: FOLDER/new/",
        "--checkpoint=FOLDER|--checkpoint: no checkpoint in FOLDER: no"
            + " FOLDER/checkpoints/step-*/state.json",
        "--checkpint=FOLDER|--checkpint: is unknown; did you mean checkpoint?"
      })
  void whatCannotBeUsedIsNamed(String argument, String problem) {
    String changed = argument.replace("FOLDER", folder.toString());
    String[] arguments = {
      "--checkpoint=" + run, "--format=safetensors", "--output=" + folder.resolve("e"), changed
    };
    for (int i = 0; i < 3; i++) {
      if (arguments[i].startsWith(changed.substring(0, changed.indexOf('=')))) {
        arguments[i] = changed;
        arguments[3] = "--overwrite=true";
      }
    }
    assertThat(problems(arguments)).containsExactly(problem.replace("FOLDER", folder.toString()));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void everythingThatIsMissingIsNamedAtOnce() {
    assertThat(problems())
        .extracting(problem -> problem.substring(0, problem.indexOf(':')))
        .containsExactlyInAnyOrder("--checkpoint", "--format", "--output");
  }

  private static List<String> problems(String... arguments) {
    return catchThrowableOfType(InvalidOptionsException.class, () -> export(arguments))
        .problems()
        .stream()
        .map(Problem::toString)
        .toList();
  }

  private static void export(String... arguments) throws IOException {
    ExportCommand.run(List.of(arguments));
  }
}
