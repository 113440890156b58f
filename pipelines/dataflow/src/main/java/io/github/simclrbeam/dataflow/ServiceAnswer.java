package io.github.simclrbeam.dataflow;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import java.util.Optional;

/**
 * What a service of Google answered in place of what was asked for.
 *
 * @param status of HTTP, e.g. 403
 * @param message its first line
 */
record ServiceAnswer(int status, String message) {
  private static final int TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;

  /** Finds it among the causes. */
  static Optional<ServiceAnswer> in(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof GoogleJsonResponseException answer && answer.getDetails() != null) {
        return Optional.of(
            new ServiceAnswer(answer.getStatusCode(), line(answer.getDetails().getMessage())));
      }
      if (cause instanceof HttpResponseException answer) {
        return Optional.of(new ServiceAnswer(answer.getStatusCode(), line(answer.getMessage())));
      }
    }
    return Optional.empty();
  }

  /** Returns in one line what happened: the service's answer, or why there was none. */
  static String describe(Throwable thrown) {
    return in(thrown).map(ServiceAnswer::toString).orElseGet(() -> deepest(thrown));
  }

  /**
   * Returns whether what was asked for has certainly not been done, and would not be if repeated.
   */
  boolean isRefusal() {
    return status >= 400 && status < 500 && status != TIMEOUT && status != TOO_MANY_REQUESTS;
  }

  @Override
  public String toString() {
    return "%s (HTTP %d)".formatted(message, status);
  }

  private static String deepest(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String line = line(cause.getMessage());
    return line.contains(" ") ? line : cause.getClass().getSimpleName() + ": " + line;
  }

  private static String line(String message) {
    return message == null ? "" : message.lines().findFirst().orElse("").strip();
  }
}
