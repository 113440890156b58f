package io.github.simclrbeam.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

final class DecodeSettingsTest {
  @Test
  void theDefaultIsSafe() {
    DecodeSettings settings = DecodeSettings.DEFAULT;
    assertThat(settings.limits()).isEqualTo(new DecodeLimits(100_000_000, 512L << 20, 200));
    assertThat(settings.background()).isEqualTo(0xffffff);
    assertThat(settings.truncated()).isEqualTo(Truncated.STRICT);
    assertThat(settings.animations()).isEqualTo(Animations.FIRST_FRAME);
  }

  @Test
  void settingsTravel() throws Exception {
    DecodeSettings settings =
        new DecodeSettings(
            new DecodeLimits(5, 6, 7), 0x010203, Truncated.SALVAGE, Animations.REFUSE);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(settings);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(settings);
    }
  }

  @Test
  void scansAreLimited() {
    DecodeSettings nine = DecodeSettings.DEFAULT.withLimits(new DecodeLimits(1000, 10_000, 9));
    assertThatThrownBy(() -> ImageDecoder.decode(Seeds.of("RGB_prog.jpg"), 3, nine))
        .isInstanceOf(UndecodableImageException.class)
        .hasMessage("scans must be at most 9, but were: 10");
  }

  @Test
  void impossibleLimitsAreRefused() {
    assertThatThrownBy(() -> new DecodeLimits(0, 1))
        .hasMessage("maxPixels must be in [1, 536870911], but was: 0");
    assertThatThrownBy(() -> new DecodeLimits(1, 0))
        .hasMessage("maxBytes must be >= 1, but was: 0");
    assertThatThrownBy(() -> new DecodeLimits(1, 1, 0))
        .hasMessage("maxScans must be >= 1, but was: 0");
  }
}
