package io.github.simclrbeam.sources;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import io.github.simclrbeam.proto.ImageReference;
import java.io.IOException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * A manifest and how its rows are read.
 *
 * @param rows where they begin
 * @param settings for ids
 */
record Manifest(
    Candidate file,
    ManifestSyntax syntax,
    ManifestColumns columns,
    ManifestLines.Place rows,
    SourceSettings settings)
    implements Serializable {
  private static final int MOST_DIGITS = 18;

  /**
   * Finds out a manifest's syntax and columns; reads JSON lines to the end.
   *
   * @throws UnusableInputException if it is none; says why
   */
  static Manifest open(Candidate file, SourceSettings settings) throws IOException {
    try (ManifestLines lines = ManifestLines.open(file, ManifestLines.Place.START)) {
      if (ManifestText.isJson(file)) {
        Optional<Set<String>> names = new JsonSyntax().columns(lines);
        return names.isEmpty()
            ? withoutRows(file, settings)
            : new Manifest(
                file,
                new JsonSyntax(),
                ManifestColumns.of(file.uri(), names.get(), settings),
                ManifestLines.Place.START,
                settings);
      }
      Optional<CsvSyntax> csv = CsvSyntax.read(lines, ManifestColumns.uriNames(settings));
      if (csv.isEmpty()) {
        return withoutRows(file, settings);
      }
      ManifestColumns columns = ManifestColumns.of(file.uri(), csv.get().header(), settings);
      return new Manifest(file, csv.get(), columns, lines.place(), settings);
    }
  }

  private static Manifest withoutRows(Candidate file, SourceSettings settings) {
    return new Manifest(
        file, new JsonSyntax(), ManifestColumns.none(), ManifestLines.Place.START, settings);
  }

  /** Returns the split that a row says, in the usual word; empty when it says none. */
  String split(ManifestRow row) throws UnusableInputException {
    JsonElement value = row.value(columns.split());
    return value == null ? "" : FileSplits.word(text(row, columns.split(), value).strip());
  }

  /**
   * Returns the image that a row says.
   *
   * @throws UnusableInputException if its uri or its label is one that the manifest as a whole must
   *     not have; names the line
   */
  ImageReference image(ManifestRow row) throws UnusableInputException {
    if (!row.usable()) {
      return fault(row, FaultReasons.CORRUPT, row.fault());
    }
    JsonElement uri = row.value(columns.uri());
    String written = isText(uri) ? uri.getAsString() : "";
    if (written.isBlank()) {
      String message = "has no %s".formatted(columns.uri());
      boolean other = uri != null && !isText(uri);
      return fault(row, FaultReasons.NO_IMAGE, other ? message + " of text" : message);
    }
    // A half of a surrogate pair or a zero names no file, and cannot be stored.
    if (written.indexOf(0) >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(written)) {
      return fault(row, FaultReasons.CORRUPT, "has a %s that no file has".formatted(columns.uri()));
    }
    JsonElement id = row.value(columns.id());
    JsonElement label = row.value(columns.label());
    String idText = id == null ? "" : text(row, columns.id(), id);
    try {
      return ImageReference.newBuilder()
          .setId(settings.id(file.path(), idText.isEmpty() ? written : idText))
          .setUri(ManifestUris.resolve(file.uri(), written))
          .setLabelName(label == null ? "" : label(text(row, columns.label(), label).strip()))
          .setWholeFile(true)
          .build();
    } catch (IllegalArgumentException e) {
      throw refused(row, e.getMessage());
    }
  }

  /** A number below zero is no label, and one that was written as a fraction is whole. */
  private static String label(String text) {
    if (text.matches("-[0-9]+(\\.0+)?")) {
      return "";
    }
    return text.matches("[0-9]+\\.0+") ? text.substring(0, text.indexOf('.')) : text;
  }

  private ImageReference fault(ManifestRow row, String reason, String message) {
    ManifestLine line = row.line();
    String where = "line %d of %s %s".formatted(line.number(), file.path(), message);
    return ImageReference.newBuilder()
        .setId(file.path() + ":" + line.number())
        .setUri(file.uri())
        .setFault(
            FaultReasons.fault(reason, where, file.compressed() ? -1 : line.offset(), line.bytes()))
        .build();
  }

  /** Text, or a whole number in decimal digits. */
  private String text(ManifestRow row, String column, JsonElement value)
      throws UnusableInputException {
    String text = isText(value) ? value.getAsString() : "";
    if (value instanceof JsonPrimitive primitive && primitive.isBoolean()) {
      return primitive.getAsString();
    }
    if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
      BigDecimal number = number(row, column, primitive);
      boolean small = number.precision() - (long) number.scale() <= MOST_DIGITS;
      if (small && number.scale() <= MOST_DIGITS && number.stripTrailingZeros().scale() <= 0) {
        return number.toBigInteger().toString();
      }
    }
    if (!isText(value) || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw refused(
          row,
          "must have text or a whole number of at most %d digits as %s, but has: %s"
              .formatted(MOST_DIGITS, column, ManifestText.shown(value.toString())));
    }
    return text;
  }

  private BigDecimal number(ManifestRow row, String column, JsonPrimitive value)
      throws UnusableInputException {
    try {
      return new BigDecimal(value.getAsString());
    } catch (NumberFormatException e) {
      throw refused(row, "has as %s: %s".formatted(column, ManifestText.shown(value.toString())));
    }
  }

  private static boolean isText(JsonElement value) {
    return value instanceof JsonPrimitive primitive && primitive.isString();
  }

  private UnusableInputException refused(ManifestRow row, String what) {
    return new UnusableInputException(
        "%s: line %d %s".formatted(file.uri(), row.line().number(), what));
  }
}
