package io.github.simclrbeam.sources;

import io.github.simclrbeam.files.StoreException;
import io.github.simclrbeam.proto.ImageReference;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import org.apache.beam.sdk.util.BackOff;
import org.apache.beam.sdk.util.BackOffUtils;
import org.apache.beam.sdk.util.FluentBackoff;
import org.apache.beam.sdk.util.Sleeper;
import org.joda.time.Duration;

/**
 * Tries a fault of reading again {@value #RETRIES} times, waiting longer each time. A file that is
 * not there, or not that long, is no such fault.
 */
record Retries(Sleeper sleeper) {
  static final int RETRIES = 3;

  private static final FluentBackoff BACKOFF =
      FluentBackoff.DEFAULT
          .withMaxRetries(RETRIES)
          .withInitialBackoff(Duration.millis(500))
          .withMaxBackoff(Duration.standardSeconds(10));

  /** One attempt. */
  @FunctionalInterface
  interface Attempt {
    byte[] read() throws IOException;
  }

  /**
   * Returns what the first attempt that succeeds does.
   *
   * @throws FileNotFoundException at once
   * @throws BeyondFileException at once
   * @throws UnreadableImageException with what the last one did; names the image
   */
  byte[] of(ImageReference image, Attempt attempt) throws IOException {
    BackOff backoff = BACKOFF.backoff();
    while (true) {
      try {
        return attempt.read();
      } catch (FileNotFoundException | BeyondFileException e) {
        throw e;
      } catch (IOException e) {
        if (!waited(backoff)) {
          throw new UnreadableImageException(
              "reading failed %d times: %s (%s): %s"
                  .formatted(
                      RETRIES + 1,
                      image.getId(),
                      image.getUri(),
                      e instanceof StoreException ? e.getMessage() : e),
              e);
        }
      }
    }
  }

  private boolean waited(BackOff backoff) throws IOException {
    try {
      return BackOffUtils.next(sleeper, backoff);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting to read again");
    }
  }
}
