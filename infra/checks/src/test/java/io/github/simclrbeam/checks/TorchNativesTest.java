package io.github.simclrbeam.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the launcher tells the engine about a PyTorch that Python installed. */
final class TorchNativesTest {
  private static final String SCRIPT = "infra/bin/torch-natives.sh";

  @TempDir Path torch;

  @ParameterizedTest
  @CsvSource({
    "2.11.0+cu130, 13.0, 2.11.0 cu130",
    "2.7.1+cu126, 12.6, 2.7.1 cu128",
    "2.5.1, 12.4, 2.5.1 cu124",
  })
  void versionAndCudaAreRead(String version, String cuda, String told) throws Exception {
    Files.createDirectory(torch.resolve("lib"));
    Files.createFile(torch.resolve("lib/libtorch_cuda.so"));
    Files.writeString(
        torch.resolve("version.py"),
        "from typing import Optional\n\n__version__ = '%s'\ncuda: Optional[str] = '%s'\n"
            .formatted(version, cuda));
    assertThat(run("echo $PYTORCH_LIBRARY_PATH $PYTORCH_VERSION $PYTORCH_FLAVOR"))
        .isEqualTo("%s/lib %s\n0\n".formatted(torch, told));
  }

  @Test
  void anotherFolderIsRefused() throws Exception {
    assertThat(run("echo used"))
        .isEqualTo(
            "SIMCLR_BEAM_TORCH: must be the folder torch of a PyTorch with CUDA, but was: %s\n2\n"
                .formatted(torch));
  }

  /** Returns what sourcing the script and then a command prints, and the exit code. */
  private String run(String command) throws IOException, InterruptedException {
    Path home = Path.of("").toAbsolutePath();
    while (!Files.exists(home.resolve(SCRIPT))) {
      home = home.getParent();
    }
    ProcessBuilder shell =
        new ProcessBuilder(
            "bash",
            "-euc",
            "fail() { echo \"$1\"; exit \"$2\"; }; . \"$0\"; " + command,
            home.resolve(SCRIPT).toString());
    shell.environment().put("SIMCLR_BEAM_TORCH", torch.toString());
    shell.environment().remove("PYTORCH_FLAVOR");
    Process process = shell.redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return printed + process.waitFor() + "\n";
  }
}
