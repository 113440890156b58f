package io.github.simclrbeam.fetch;

import java.time.Duration;
import java.util.List;

/**
 * How long to wait for a server.
 *
 * @param waits before the second try, the third ...; a try that brought bytes starts them anew
 * @param silence after which a connection that sends nothing is given up
 */
record Patience(List<Duration> waits, Duration silence) {
  /** Six tries in a row, a minute of waiting in all. */
  static Patience standard() {
    return new Patience(
        List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofSeconds(8),
            Duration.ofSeconds(16),
            Duration.ofSeconds(32)),
        Duration.ofSeconds(60));
  }

  int tries() {
    return waits.size() + 1;
  }
}
