package io.github.simclrbeam.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DiskOutputTest {
  private static final int PIECE = 4;

  @TempDir Path directory;
  private final List<String> changes = new ArrayList<>();

  /** The local disk, with each change and its bytes written down. */
  private final Disk disk =
      (Disk)
          Proxy.newProxyInstance(
              Disk.class.getClassLoader(),
              new Class<?>[] {Disk.class},
              (proxy, method, arguments) -> {
                changes.add(method.getName() + " " + text((byte[]) arguments[1]));
                try {
                  return method.invoke(Disk.local(), arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });

  private static String text(byte[] bytes) {
    return bytes.length == 0 ? "nothing" : new String(bytes, StandardCharsets.US_ASCII);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "none|write nothing",
        "a|write a",
        "ab,cd|write abcd",
        "abcd,e|write abcd, append e",
        "abcdefgh|write abcd, append efgh",
        "abc,defghij|write abcd, append efgh, append ij"
      })
  void piecesAreAsLargeAsTheyMayBeAndTheLastOneIsTheRest(String written, String expected)
      throws IOException {
    Path file = directory.resolve("file");
    String all = written == null ? "" : written.replace(",", "");
    try (OutputStream out = new DiskOutput(disk, file, PIECE)) {
      for (String part : written == null ? new String[0] : written.split(",")) {
        out.write(part.getBytes(StandardCharsets.US_ASCII));
      }
    }
    assertThat(String.join(", ", changes)).isEqualTo(expected);
    assertThat(file).hasContent(all);
  }

  @Test
  void aFileThatWasThereIsReplacedAndSingleBytesCountToo() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "something longer");
    OutputStream out = new DiskOutput(disk, file, PIECE);
    for (char c : "abcde".toCharArray()) {
      out.write(c);
    }
    out.close();
    out.close();
    assertThat(changes).containsExactly("write abcd", "append e");
    assertThat(file).hasContent("abcde");
  }

  @Test
  void aDiskThatFailsIsHeard() {
    Path nowhere = directory.resolve("nowhere/file");
    assertThatThrownBy(
            () -> {
              try (OutputStream out = new DiskOutput(disk, nowhere, PIECE)) {
                out.write(new byte[PIECE + 1]);
              }
            })
        .isInstanceOf(IOException.class);
  }
}
