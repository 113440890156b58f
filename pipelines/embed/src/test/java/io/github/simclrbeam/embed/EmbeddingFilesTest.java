package io.github.simclrbeam.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.beam.DecoderCounts;
import io.github.simclrbeam.embeddings.EmbeddingFormat;
import io.github.simclrbeam.proto.EmbeddingShard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddingFilesTest {
  private static final ModelDigests DIGESTS = new ModelDigests("e", "b");

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"6, 1", "4, 1", "5, 2", "5, 0"})
  void aLostOrRepeatedImageIsFound(long expected, long deadLetters) {
    EmbeddingFiles files = EmbeddingFiles.of(List.of(file(0, 2, 3), file(1, 2, 2)));
    assertThatCode(() -> files.checkCounts(5, 1)).doesNotThrowAnyException();
    assertThatThrownBy(() -> files.checkCounts(expected, deadLetters))
        .hasMessageContaining("every image must be a row or a dead letter");
  }

  @Test
  void aModelThatMovedIsFound() {
    ModelDigests moved = new ModelDigests("e", "moved");
    EmbeddingFiles files = EmbeddingFiles.of(List.of(file(0, DIGESTS, moved)));
    assertThatThrownBy(files::checkDigests)
        .hasMessageContaining("the encoder must not change while it embeds");
  }

  @Test
  void twoModelsInOneRunAreFound() {
    ModelDigests other = new ModelDigests("other", "b");
    EmbeddingFiles files =
        EmbeddingFiles.of(List.of(file(0, DIGESTS, DIGESTS), file(1, other, other)));
    assertThatThrownBy(files::checkDigests)
        .hasMessageContaining("all tasks must have the same encoder");
  }

  @Test
  void filesWithoutRowsLeaveNoGapInTheNames() throws IOException {
    EmbeddingDestination destination =
        new EmbeddingDestination(directory.toString(), EmbeddingFormat.TFRECORD);
    EmbeddingFiles files = EmbeddingFiles.of(List.of(file(2, 1, 1), file(1, 0, 1), file(0, 1, 1)));
    for (EmbeddingFile file : files.files()) {
      Files.writeString(Path.of(file.uri()), "x".repeat((int) file.stated().getBytes()));
    }
    List<EmbeddingShard> shards = files.commit(destination);
    assertThat(shards.stream().map(EmbeddingShard::getFile))
        .containsExactly(
            "embeddings-00000-of-00002.tfrecord", "embeddings-00001-of-00002.tfrecord");
    // The step may be tried again after it did all this.
    assertThat(files.commit(destination)).isEqualTo(shards);
  }

  @Test
  void aFileThatIsNotThereFailsTheRun() {
    EmbeddingDestination destination =
        new EmbeddingDestination(directory.toString(), EmbeddingFormat.TFRECORD);
    assertThatThrownBy(() -> EmbeddingFiles.of(List.of(file(0, 1, 1))).commit(destination))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("must have 10 bytes");
  }

  private EmbeddingFile file(int shard, long records, long seen) {
    EmbeddingShard stated = EmbeddingShard.newBuilder().setRecords(records).setBytes(10).build();
    String uri = directory.resolve("temporary-" + shard).toString();
    return new EmbeddingFile(shard, uri, stated, seen, new DecoderCounts(), DIGESTS, DIGESTS);
  }

  private EmbeddingFile file(int shard, ModelDigests before, ModelDigests after) {
    return new EmbeddingFile(
        shard, "", EmbeddingShard.getDefaultInstance(), 0, new DecoderCounts(), before, after);
  }
}
