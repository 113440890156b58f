package io.github.simclrbeam.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumTest {
  // Of "abc": RFC 1321, A.5, and FIPS 180-4's example.
  private static final String MD5 = "md5:900150983cd24fb0d6963f7d28e17f72";
  private static final String SHA256 =
      "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {MD5, SHA256})
  void aFileHasTheChecksumOfTheStandard(String expected) throws IOException {
    Path abc = Files.writeString(folder.resolve("abc"), "abc");
    Checksum checksum = Checksum.parse(expected);
    assertThat(checksum.of(abc)).isEqualTo(checksum).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "900150983cd24fb0d6963f7d28e17f72",
        "sha1:a9993e364706816aba3e25717850c26c9cd0d89d",
        "md5:900150983cd24fb0d6963f7d28e17f7",
        "md5:900150983CD24FB0D6963F7D28E17F72",
        "sha256:900150983cd24fb0d6963f7d28e17f72"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> Checksum.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void bytesAreCountedInWords() {
    assertThat(ByteCount.words(0)).isEqualTo("0 B");
    assertThat(ByteCount.words(999)).isEqualTo("999 B");
    assertThat(ByteCount.words(1000)).isEqualTo("1.0 kB");
    assertThat(ByteCount.words(999_949)).isEqualTo("999.9 kB");
    assertThat(ByteCount.words(999_950)).isEqualTo("1.0 MB");
    assertThat(ByteCount.words(2_640_397_119L)).isEqualTo("2.6 GB");
  }
}
