package io.github.simclrbeam.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server of files on loopback that can be told to misbehave, once a request. */
final class FileServer implements AutoCloseable {
  /** What a request is answered with in place of the file. */
  @FunctionalInterface
  interface Fault {
    void answer(HttpExchange exchange, byte[] file) throws IOException;
  }

  /** A request as it came and how many bytes of body went out. */
  record Served(String path, String range, String ifRange, int bytes) {}

  private static final Duration RECEIVED_WITHIN = Duration.ofSeconds(20);

  final Map<String, byte[]> files = new HashMap<>();
  final Deque<Fault> faults = new ArrayDeque<>();
  final List<Served> served = new CopyOnWriteArrayList<>();
  String etag = "\"1\"";
  boolean knowsRange = true;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  FileServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/data";
  }

  /**
   * The file's first bytes, then the connection is cut: not before they are in the client's part,
   * for its HTTP client drops what it has received and not yet handed on.
   */
  Fault cutAfter(int bytes, Path part) {
    return (exchange, file) -> {
      int from = start(exchange);
      head(exchange, from, file.length);
      send(exchange, file, from, bytes);
      await(part, from + bytes);
    };
  }

  /** The file's first bytes, then nothing for a while. */
  Fault silentAfter(int bytes, long millis) {
    return (exchange, file) -> {
      int from = start(exchange);
      head(exchange, from, file.length);
      send(exchange, file, from, bytes);
      pause(millis);
    };
  }

  /** A status and headers without a body. */
  Fault status(int status, String... headers) {
    return (exchange, file) -> {
      note(exchange, 0);
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, -1);
    };
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] file = files.get(path.substring(path.lastIndexOf('/') + 1));
    Fault fault = faults.poll();
    try (exchange) {
      if (fault != null) {
        fault.answer(exchange, file);
      } else if (file == null) {
        status(404).answer(exchange, null);
      } else if (start(exchange) >= file.length) {
        status(416, "Content-Range", "bytes */" + file.length).answer(exchange, file);
      } else {
        int from = start(exchange);
        head(exchange, from, file.length);
        send(exchange, file, from, file.length - from);
      }
    }
  }

  private int start(HttpExchange exchange) {
    String range = exchange.getRequestHeaders().getFirst("Range");
    String ifRange = exchange.getRequestHeaders().getFirst("If-Range");
    boolean whole = range == null || !knowsRange || (ifRange != null && !ifRange.equals(etag));
    return whole ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
  }

  private void head(HttpExchange exchange, int from, int length) throws IOException {
    if (etag != null) {
      exchange.getResponseHeaders().set("ETag", etag);
    }
    if (from > 0) {
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes %d-%d/%d".formatted(from, length - 1, length));
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, length - from);
  }

  private void send(HttpExchange exchange, byte[] file, int from, int bytes) throws IOException {
    note(exchange, bytes);
    OutputStream out = exchange.getResponseBody();
    out.write(file, from, bytes);
    out.flush();
  }

  private static void await(Path part, long bytes) throws IOException {
    long end = System.nanoTime() + RECEIVED_WITHIN.toNanos();
    while (!Files.exists(part) || Files.size(part) < bytes) {
      if (System.nanoTime() > end) {
        throw new IOException("%s never had %d bytes".formatted(part, bytes));
      }
      pause(1);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void note(HttpExchange exchange, int bytes) {
    served.add(
        new Served(
            exchange.getRequestURI().getPath(),
            exchange.getRequestHeaders().getFirst("Range"),
            exchange.getRequestHeaders().getFirst("If-Range"),
            bytes));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
