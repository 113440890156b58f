package io.github.simclrbeam.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.proto.RawShape;
import io.github.simclrbeam.proto.RawShape.Layout;
import org.junit.jupiter.api.Test;

/**
 * An image of 2 columns and 3 rows. A value is 10 times the row plus the column, and 50 more in
 * green, 100 more in blue.
 */
final class RawLayoutTest {
  private static final byte[] INTERLEAVED = {
    0, 50, 100, 1, 51, 101, // row 0
    10, 60, 110, 11, 61, 111, // row 1
    20, 70, 120, 21, 71, 121 // row 2
  };

  @Test
  void interleavedPixelsStayAsTheyAre() {
    assertThat(RawLayout.interleaved(INTERLEAVED, shape(Layout.INTERLEAVED)))
        .isEqualTo(INTERLEAVED);
  }

  @Test
  void planesOfRows() {
    byte[] stored = {0, 1, 10, 11, 20, 21, 50, 51, 60, 61, 70, 71, 100, 101, 110, 111, 120, 121};
    assertThat(RawLayout.interleaved(stored, shape(Layout.PLANES))).isEqualTo(INTERLEAVED);
  }

  @Test
  void planesOfColumns() {
    byte[] stored = {0, 10, 20, 1, 11, 21, 50, 60, 70, 51, 61, 71, 100, 110, 120, 101, 111, 121};
    assertThat(RawLayout.interleaved(stored, shape(Layout.TRANSPOSED_PLANES)))
        .isEqualTo(INTERLEAVED);
  }

  @Test
  void anotherNumberOfBytesIsRefused() {
    assertThatThrownBy(() -> RawLayout.interleaved(new byte[17], shape(Layout.PLANES)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("pixels must be 18 bytes, but were: 17");
  }

  private static RawShape shape(Layout layout) {
    return RawShape.newBuilder().setWidth(2).setHeight(3).setChannels(3).setLayout(layout).build();
  }
}
