package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ChunkTest {
  @Test
  void sizesDifferByAtMostOne() {
    assertThat(new Chunk(0, 7).cut(3))
        .containsExactly(new Chunk(0, 2), new Chunk(2, 2), new Chunk(4, 3));
    assertThat(new Chunk(10, 6).cut(3)).containsExactly(new Chunk(10, 3), new Chunk(13, 3));
    assertThat(new Chunk(0, 3).split(2)).containsExactly(new Chunk(0, 1), new Chunk(1, 2));
  }

  @Test
  void oneChunkIsTheWhole() {
    assertThat(new Chunk(3, 5).cut(Integer.MAX_VALUE)).containsExactly(new Chunk(3, 5));
    assertThat(new Chunk(3, 5).cut(5)).containsExactly(new Chunk(3, 5));
  }

  @Test
  void bothViewsOfAPairStandInItsChunk() {
    Chunk chunk = new Chunk(2, 3);
    RowSpan first = new RowSpan(2, 3);
    RowSpan second = new RowSpan(12, 3);
    assertThat(chunk.passes(10, NormStatistics.JOINT)).containsExactly(List.of(first, second));
    assertThat(chunk.passes(10, NormStatistics.SEPARATE))
        .containsExactly(List.of(first), List.of(second));
  }
}
