package io.github.simclrbeam.fetch;

import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server's answer to a request for a file, or for the rest of one, says (RFC 9110). */
record Answer(int status, HttpHeaders headers) {
  static final int WHOLE = 200;
  static final int REST = 206;
  static final int NOTHING_LEFT = 416;

  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (?:(\\d{1,18})-\\d{1,18}|\\*)/(\\d{1,18}|\\*)");

  static Answer of(HttpResponse<InputStream> response) {
    return new Answer(response.statusCode(), response.headers());
  }

  /** Whether the same request may well succeed later. */
  boolean isTemporary() {
    return status == 408 || status == 429 || status >= 500;
  }

  /** How long the server asks to wait, if it says so in seconds. */
  Optional<Duration> retryAfter() {
    return headers
        .firstValue("Retry-After")
        .filter(text -> text.matches("\\d{1,6}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }

  /** Where in the file the body begins. */
  OptionalLong start() {
    Optional<String> start = contentRange().map(range -> range.group(1));
    return start.isPresent() ? OptionalLong.of(Long.parseLong(start.get())) : OptionalLong.empty();
  }

  /** The size of the whole file, if the server says so. */
  OptionalLong total() {
    if (status == WHOLE) {
      return headers.firstValueAsLong("Content-Length");
    }
    Optional<String> total =
        contentRange().map(range -> range.group(2)).filter(text -> !text.equals("*"));
    return total.isPresent() ? OptionalLong.of(Long.parseLong(total.get())) : OptionalLong.empty();
  }

  /**
   * What the server calls this version of the file: a strong ETag, else the date of its last
   * change. A weak ETag may stand for other bytes.
   */
  Optional<String> version() {
    return headers
        .firstValue("ETag")
        .filter(tag -> !tag.startsWith("W/"))
        .or(() -> headers.firstValue("Last-Modified"));
  }

  private Optional<Matcher> contentRange() {
    return headers.firstValue("Content-Range").map(CONTENT_RANGE::matcher).filter(Matcher::matches);
  }
}
