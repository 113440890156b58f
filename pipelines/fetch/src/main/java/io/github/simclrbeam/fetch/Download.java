package io.github.simclrbeam.fetch;

import io.github.simclrbeam.options.Progress;
import io.github.simclrbeam.options.StageFailedException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The transfer of one file into its part. It goes on where an earlier try or run stopped; where the
 * server cannot do that, or the file has changed there, it starts afresh.
 */
final class Download {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  private final HttpClient client;
  private final URI uri;
  private final RemoteFile file;
  private final PartFile part;
  private final Patience patience;

  Download(HttpClient client, URI uri, RemoteFile file, PartFile part, Patience patience) {
    this.client = client;
    this.uri = uri;
    this.file = file;
    this.part = part;
    this.patience = patience;
  }

  /**
   * Transfers until the part is whole.
   *
   * @throws StageFailedException if the server refuses, serves a file of another size, or fails
   *     several times in a row; says what and where
   */
  void run() throws IOException {
    if (part.bytes() > 0) {
      Progress.say(file.name() + ": going on after " + ByteCount.words(part.bytes()));
    }
    try (Progress progress = Progress.start(file.name(), file.bytes() / 1000, "kB")) {
      progress.startAt(part.bytes() / 1000);
      int fruitless = 0;
      long before = part.bytes();
      while (true) {
        String fault;
        Optional<Duration> asked = Optional.empty();
        try {
          if (request(progress)) {
            return;
          }
          fault = "the server has another version of the file";
        } catch (TemporaryRefusal e) {
          fault = e.getMessage();
          asked = e.retryAfter;
        } catch (IOException e) {
          fault = words(e);
        }
        fruitless = part.bytes() > before ? 0 : fruitless + 1;
        before = part.bytes();
        pause(fruitless, fault, asked);
      }
    }
  }

  /** Makes one request; returns whether the part is whole, false when it has to start afresh. */
  private boolean request(Progress progress) throws IOException {
    long have = part.bytes();
    if (file.bytes() > 0 && have >= file.bytes()) {
      return have == file.bytes() || startAfresh();
    }
    HttpResponse<InputStream> response = send(have);
    Answer answer = Answer.of(response);
    try (InputStream body = response.body()) {
      switch (answer.status()) {
        case Answer.WHOLE -> {
          checkSize(answer);
          part.begin(answer.version());
          receive(body, 0, answer.total(), progress);
          return true;
        }
        case Answer.REST -> {
          if (isOfAnotherVersion(answer, have)) {
            return startAfresh();
          }
          receive(body, have, answer.total(), progress);
          return true;
        }
        case Answer.NOTHING_LEFT -> {
          OptionalLong total = answer.total();
          return (total.isPresent() && total.getAsLong() == have) || startAfresh();
        }
        default -> throw refusal(answer);
      }
    }
  }

  private HttpResponse<InputStream> send(long have) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(patience.silence())
            .header("User-Agent", "simclr-beam")
            .header("Accept-Encoding", "identity");
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
      part.version().ifPresent(version -> request.header("If-Range", version));
    }
    try {
      return client.send(request.build(), BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StageFailedException(file.name() + ": interrupted", e);
    }
  }

  private void receive(InputStream body, long from, OptionalLong total, Progress progress)
      throws IOException {
    long expected = file.bytes() > 0 ? file.bytes() : total.orElse(0);
    long have = from;
    byte[] buffer = new byte[1 << 16];
    try (OutputStream out = part.append();
        StallGuard guard = new StallGuard(body, patience.silence())) {
      progress.update(have / 1000, "");
      for (int n = read(body, buffer, guard); n >= 0; n = read(body, buffer, guard)) {
        guard.signOfLife();
        write(out, buffer, n);
        have += n;
        if (expected > 0 && have > expected) {
          throw ofAnotherSize("more");
        }
        progress.update(have / 1000, "");
      }
    }
    if (have < expected) {
      throw new EOFException("the connection ended at byte " + have);
    }
  }

  private int read(InputStream body, byte[] buffer, StallGuard guard) throws IOException {
    try {
      return body.read(buffer);
    } catch (IOException e) {
      if (guard.stalled()) {
        throw new IOException("nothing came for " + patience.silence().toSeconds() + " s", e);
      }
      throw e;
    }
  }

  /** A disk that is full is no fault of the connection: trying again would not help. */
  private void write(OutputStream out, byte[] buffer, int length) {
    try {
      out.write(buffer, 0, length);
    } catch (IOException e) {
      throw new StageFailedException(part.path() + " cannot be written: " + e.getMessage(), e);
    }
  }

  private boolean startAfresh() throws IOException {
    part.discard();
    return false;
  }

  private boolean isOfAnotherVersion(Answer answer, long have) throws IOException {
    OptionalLong total = answer.total();
    boolean otherSize = file.bytes() > 0 && total.isPresent() && total.getAsLong() != file.bytes();
    Optional<String> known = part.version();
    boolean otherVersion =
        known.isPresent() && answer.version().isPresent() && !known.equals(answer.version());
    return otherSize || otherVersion || answer.start().orElse(-1) != have;
  }

  private void checkSize(Answer answer) {
    OptionalLong total = answer.total();
    if (file.bytes() > 0 && total.isPresent() && total.getAsLong() != file.bytes()) {
      throw ofAnotherSize(String.format(Locale.ROOT, "%,d", total.getAsLong()));
    }
  }

  private StageFailedException ofAnotherSize(String bytes) {
    return new StageFailedException(
        String.format(
            Locale.ROOT,
            "%s must have %,d bytes, but has %s: it is another file than the catalog's",
            uri,
            file.bytes(),
            bytes));
  }

  private RuntimeException refusal(Answer answer) throws TemporaryRefusal {
    if (answer.isTemporary()) {
      throw new TemporaryRefusal("the server answers " + answer.status(), answer.retryAfter());
    }
    if (answer.status() == 404 || answer.status() == 410) {
      return new StageFailedException(
          uri
              + " is not there (%d); --mirror may name a place that has it"
                  .formatted(answer.status()));
    }
    Optional<String> elsewhere = answer.headers().firstValue("Location");
    return new StageFailedException(
        uri
            + " is refused (%d)".formatted(answer.status())
            + elsewhere.map(to -> ": it leads to " + to + ", which is not followed").orElse(""));
  }

  private void pause(int fruitless, String fault, Optional<Duration> asked) throws IOException {
    if (fruitless >= patience.tries()) {
      String rest =
          part.bytes() > 0
              ? "; the same command goes on after " + ByteCount.words(part.bytes())
              : "; the same command tries again";
      throw new StageFailedException(
          "%s: %s, %d times in a row".formatted(uri, fault, fruitless) + rest);
    }
    Duration wait = fruitless == 0 ? patience.waits().get(0) : patience.waits().get(fruitless - 1);
    if (asked.isPresent() && asked.get().compareTo(wait) > 0) {
      wait = asked.get().compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked.get();
    }
    Progress.say("%s: %s; trying again in %d s".formatted(file.name(), fault, wait.toSeconds()));
    try {
      Thread.sleep(wait.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StageFailedException(file.name() + ": interrupted", e);
    }
  }

  private String words(IOException fault) {
    String message = fault.getMessage();
    return message == null ? "cannot reach " + uri.getHost() : message;
  }

  /** The server is busy or broken; later it may not be. */
  private static final class TemporaryRefusal extends IOException {
    private final transient Optional<Duration> retryAfter;

    TemporaryRefusal(String message, Optional<Duration> retryAfter) {
      super(message);
      this.retryAfter = retryAfter;
    }
  }
}
