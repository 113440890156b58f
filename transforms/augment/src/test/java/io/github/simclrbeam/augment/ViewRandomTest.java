package io.github.simclrbeam.augment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ViewRandomTest {
  /** Known answers published with Random123 1.09 (kat_vectors, philox4x32 10). */
  @Test
  void philoxGivesTheKnownAnswers() {
    assertThat(block(0L, 0, 0, 0, 0))
        .containsExactly(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
    assertThat(block(-1L, -1, -1, -1, -1))
        .containsExactly(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
    assertThat(block(0x299f31d0a4093822L, 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344))
        .containsExactly(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1);
  }

  /** Known answers of draft-eastlake-fnv. */
  @Test
  void imageIdsAreHashedByFnv1a() {
    assertThat(ViewRandom.fnv1a("".getBytes(UTF_8))).isEqualTo(0xcbf29ce484222325L);
    assertThat(ViewRandom.fnv1a("a".getBytes(UTF_8))).isEqualTo(0xaf63dc4c8601ec8cL);
    assertThat(ViewRandom.fnv1a("foobar".getBytes(UTF_8))).isEqualTo(0x85944171f73967e8L);
  }

  @Test
  void aNumberDependsOnItsAddressOnlyNotOnWhatWasAskedBefore() {
    ViewRandom one = new ViewRandom(5, "cat/1.jpg", 3);
    ViewRandom other = new ViewRandom(5, "cat/1.jpg", 3);
    double first = one.uniform(7, 2);
    other.uniform(0, 0);
    other.uniform(16, 3);

    assertThat(other.uniform(7, 2)).isEqualTo(first);
  }

  @Test
  void seedImageAndViewIndexEachChangeTheNumbers() {
    int bits = new ViewRandom(1, "a", 0).bits(0, 0);

    assertThat(new ViewRandom(2, "a", 0).bits(0, 0)).isNotEqualTo(bits);
    assertThat(new ViewRandom(1L << 40, "a", 0).bits(0, 0)).isNotEqualTo(bits);
    assertThat(new ViewRandom(1, "b", 0).bits(0, 0)).isNotEqualTo(bits);
    assertThat(new ViewRandom(1, "ä", 0).bits(0, 0)).isNotEqualTo(bits);
    assertThat(new ViewRandom(1, "a", 1).bits(0, 0)).isNotEqualTo(bits);
  }

  @Test
  void numbersAreUniform() {
    int[] counts = new int[10];
    double sum = 0;
    for (int view = 0; view < 10_000; view++) {
      ViewRandom random = new ViewRandom(9, "image", view);
      counts[random.below(2, 1, 10)]++;
      sum += random.uniform(1, 3, -2, 4);
    }

    assertThat(sum / 10_000).isBetween(0.9, 1.1);
    for (int count : counts) {
      assertThat(count).isBetween(880, 1120);
    }
  }

  @Test
  void chanceZeroIsNeverAndChanceOneIsAlways() {
    for (int view = 0; view < 1000; view++) {
      ViewRandom random = new ViewRandom(9, "image", view);
      assertThat(random.chance(0, 0, 0)).isFalse();
      assertThat(random.chance(0, 0, 1)).isTrue();
    }
  }

  private static int[] block(long key, int... counter) {
    Philox.block(counter, key);
    return counter;
  }
}
