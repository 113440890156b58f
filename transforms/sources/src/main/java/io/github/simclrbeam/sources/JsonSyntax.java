package io.github.simclrbeam.sources;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Rows of JSON lines: one object a line. */
record JsonSyntax() implements ManifestSyntax {
  private static final int MOST_KEYS = 10_000;

  /** Returns whether a text's first line is a JSON object, or the beginning of a long one. */
  static boolean isObject(String line, boolean cut) {
    try {
      return cut ? line.stripLeading().startsWith("{\"") : parsed(line) instanceof JsonObject;
    } catch (IOException | JsonParseException e) {
      return false;
    }
  }

  /**
   * Reads everything for the names of the columns.
   *
   * @return empty when there are no rows
   * @throws UnusableInputException if there are rows but no objects among them
   */
  Optional<Set<String>> columns(ManifestLines lines) throws IOException {
    Set<String> columns = new TreeSet<>();
    ManifestRow firstFault = null;
    boolean usable = false;
    for (ManifestRow row = next(lines); row != null; row = next(lines)) {
      if (!row.usable()) {
        firstFault = firstFault == null ? row : firstFault;
        refuseOtherJson(lines, row.line());
      } else if (row.values() instanceof Fields fields) {
        usable = true;
        columns.addAll(fields.object().keySet());
      }
      if (columns.size() > MOST_KEYS) {
        throw lines.refused(
            row.line().number(), "brings the %dth different key".formatted(columns.size()));
      }
    }
    if (!usable && firstFault != null) {
      throw lines.refused(
          firstFault.line().number(), firstFault.fault() + ", and no other line is a JSON object");
    }
    return usable ? Optional.of(columns) : Optional.empty();
  }

  @Override
  public ManifestRow next(ManifestLines lines) throws IOException {
    ManifestLine line = lines.next();
    while (line != null && line.text().isBlank()) {
      line = lines.next();
    }
    return line == null ? null : row(line);
  }

  private static ManifestRow row(ManifestLine line) {
    if (!line.utf8()) {
      return line.fault("is not UTF-8");
    }
    try {
      return parsed(line.text()) instanceof JsonObject object
          ? new ManifestRow(line, "", new Fields(object))
          : line.fault("is JSON, but no object");
    } catch (IOException | JsonParseException e) {
      return line.fault("is no JSON object: " + reason(e));
    }
  }

  private record Fields(JsonObject object) implements Function<String, JsonElement> {
    @Override
    public JsonElement apply(String column) {
      return object.get(column);
    }
  }

  /** One value over many lines: the layout that files named .json have. */
  private static void refuseOtherJson(ManifestLines lines, ManifestLine line)
      throws UnusableInputException {
    String text = line.text().strip();
    if (line.number() == 1 && (text.startsWith("[") || text.equals("{"))) {
      throw lines.refused(
          1,
          "begins a JSON %s, but a manifest has one object a line (jq -c '.[]' writes an array so)"
              .formatted(text.startsWith("[") ? "array" : "object of several lines"));
    }
  }

  /** Returns the one value that the text is. */
  private static JsonElement parsed(String text) throws IOException {
    try (JsonReader reader = new JsonReader(new StringReader(text))) {
      reader.setStrictness(Strictness.STRICT);
      JsonElement element = JsonParser.parseReader(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new IOException("more than one value");
      }
      return element;
    }
  }

  /** The parser counts lines of its own, and adds what a programmer could do, and a link. */
  private static String reason(Exception fault) {
    Throwable cause = fault.getCause() == null ? fault : fault.getCause();
    String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return message
        .replaceFirst("Use JsonReader\\S+ to accept malformed JSON", "malformed")
        .replace(" at line 1 column ", " at column ");
  }
}
