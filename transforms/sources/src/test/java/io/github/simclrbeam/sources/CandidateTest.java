package io.github.simclrbeam.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.files.FileEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CandidateTest {
  private static final byte[] BYTES = new byte[10_000];

  static {
    for (int i = 0; i < BYTES.length; i++) {
      BYTES[i] = (byte) (i * i % 251);
    }
  }

  @TempDir Path directory;

  @Test
  void compressionIsFoundByContentAndTakenOffThePath() throws Exception {
    Candidate plain = candidate("plain/x.bin.gz", BYTES);
    assertThat(plain.compressed()).isFalse();
    assertThat(plain.path()).isEqualTo("plain/x.bin.gz");
    Candidate gzip = candidate("a/x.bin.gz", TestImages.gzip(BYTES));
    assertThat(gzip.compression()).isEqualTo(Compression.GZIP);
    assertThat(gzip.path()).isEqualTo("a/x.bin");
    Candidate zstd = candidate("a/x.bin", ZstdFiles.frame(BYTES));
    assertThat(zstd.compression()).isEqualTo(Compression.ZSTD);
    assertThat(zstd.path()).isEqualTo("a/x.bin");
    for (Candidate candidate : new Candidate[] {plain, gzip, zstd}) {
      assertThat(candidate.head()).isEqualTo(Arrays.copyOf(BYTES, Candidate.HEAD_BYTES));
      assertThat(candidate.uncompressedBytes()).isEqualTo(BYTES.length);
      try (InputStream in = candidate.open()) {
        assertThat(in.readAllBytes()).isEqualTo(BYTES);
      }
    }
  }

  @Test
  void aCompressedFileThatBreaksOffStillShowsWhatItBeganAs() throws Exception {
    byte[] gzip = TestImages.gzip(BYTES);
    Candidate cut = candidate("x.gz", Arrays.copyOf(gzip, gzip.length / 4));
    assertThat(cut.compressed()).isTrue();
    assertThat(cut.head()).isNotEmpty().isEqualTo(Arrays.copyOf(BYTES, cut.head().length));
    assertThatThrownBy(cut::uncompressedBytes)
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("x.gz cannot be uncompressed: it breaks off");
  }

  @Test
  void whatCannotBeUncompressedCountsAsPlain() throws Exception {
    byte[] bytes = {0x1f, (byte) 0x8b, 99, 1, 2, 3};
    Candidate candidate = candidate("x.gz", bytes);
    assertThat(candidate.compressed()).isFalse();
    assertThat(candidate.head()).isEqualTo(bytes);
  }

  @Test
  void anEmptyFileIsACandidateToo() throws Exception {
    assertThat(candidate("x", new byte[0]).head()).isEmpty();
  }

  private Candidate candidate(String path, byte[] bytes) throws IOException {
    Path file = TestImages.write(directory.resolve(path), bytes);
    return Candidate.of(new FileEntry(file.toString(), path, bytes.length));
  }
}
