package io.github.simclrbeam.sources;

import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Rows of delimited text (RFC 4180): a field in double quotes may hold the delimiter, line ends,
 * and a quote written twice.
 *
 * @param delimiter comma, tab or semicolon
 * @param header the columns' names
 */
record CsvSyntax(char delimiter, List<String> header) implements ManifestSyntax {
  private static final Map<Character, CSVFormat> FORMATS = formats(',', '\t', ';');

  CsvSyntax {
    header = List.copyOf(header);
  }

  /**
   * Reads the header: the first line that is not blank. The delimiter is the one that shows a
   * column of uris, else the one that makes most columns.
   *
   * @return empty where every line is blank
   * @throws UnusableInputException if that line is no header
   */
  static Optional<CsvSyntax> read(ManifestLines lines, Collection<String> uriColumns)
      throws IOException {
    CsvSyntax best = null;
    ManifestLine line = nextLine(lines);
    if (line == null) {
      return Optional.empty();
    }
    if (!line.utf8()) {
      throw lines.refused(line.number(), "is not UTF-8 text, but must be the header");
    }
    if (line.content().indexOf('\r') >= 0) {
      throw lines.refused(line.number(), "must end with LF or CR LF, but ends with CR alone");
    }
    for (char delimiter : FORMATS.keySet()) {
      CsvSyntax syntax = ofHeader(line.content(), delimiter);
      if (syntax != null && (best == null || syntax.isBetter(best, uriColumns))) {
        best = syntax;
      }
    }
    if (best == null) {
      throw lines.refused(line.number(), "must be the header, but its quotes do not match");
    }
    return Optional.of(best);
  }

  /** Returns whether a text's first line names several columns, one of them of uris. */
  static boolean isHeader(String line, Collection<String> uriColumns) {
    for (char delimiter : FORMATS.keySet()) {
      CsvSyntax syntax = ofHeader(line, delimiter);
      if (syntax != null && syntax.header.size() > 1 && syntax.names(uriColumns)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public ManifestRow next(ManifestLines lines) throws IOException {
    ManifestLine row = nextLine(lines);
    if (row == null) {
      return null;
    }
    return row(leavesQuoteOpen(row.text(), false) ? joined(row, lines) : row);
  }

  /** A row with the lines that its open quote reaches into. */
  private ManifestLine joined(ManifestLine first, ManifestLines lines) throws IOException {
    StringBuilder text = new StringBuilder(first.text());
    long bytes = first.bytes();
    boolean utf8 = first.utf8();
    for (boolean open = true; open; ) {
      ManifestLine more = lines.next();
      bytes += more == null ? 0 : more.bytes();
      if (more == null || bytes > ManifestLines.MOST_BYTES) {
        String within = " within %d bytes".formatted(ManifestLines.MOST_BYTES);
        throw lines.refused(
            first.number(), "opens a quote that never closes" + (more == null ? "" : within));
      }
      text.append('\n').append(more.text());
      utf8 &= more.utf8();
      open = leavesQuoteOpen(more.text(), true);
    }
    return new ManifestLine(first.number(), first.offset(), bytes, text.toString(), utf8);
  }

  private ManifestRow row(ManifestLine line) {
    if (!line.utf8()) {
      return line.fault("is not UTF-8");
    }
    List<String> fields = fields(line.content(), delimiter);
    if (fields == null) {
      return line.fault("has text behind a closing quote, or a CR within");
    }
    if (fields.size() != header.size()) {
      return line.fault(
          "has %d fields, but the header names %d".formatted(fields.size(), header.size()));
    }
    return new ManifestRow(
        line, "", column -> new JsonPrimitive(fields.get(header.indexOf(column))));
  }

  /** Whether a line ends within quotes, given whether it begins there. */
  private boolean leavesQuoteOpen(String text, boolean open) {
    boolean quoted = open;
    boolean fieldBegins = !open;
    for (int i = text.indexOf('"') < 0 ? text.length() : 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' && quoted && text.startsWith("\"", i + 1)) {
        i++;
      } else if (c == '"' && (quoted || fieldBegins)) {
        quoted = !quoted;
      }
      fieldBegins = !quoted && c == delimiter;
    }
    return quoted;
  }

  private boolean isBetter(CsvSyntax other, Collection<String> uriColumns) {
    return names(uriColumns) == other.names(uriColumns)
        ? header.size() > other.header.size()
        : names(uriColumns);
  }

  private boolean names(Collection<String> uriColumns) {
    return header.stream().anyMatch(name -> uriColumns.stream().anyMatch(name::equalsIgnoreCase));
  }

  private static CsvSyntax ofHeader(String line, char delimiter) {
    List<String> names = fields(line, delimiter);
    return names == null
        ? null
        : new CsvSyntax(delimiter, names.stream().map(String::strip).toList());
  }

  /** Returns the fields of one row; null when its quotes do not match or it is not one row. */
  private static List<String> fields(String row, char delimiter) {
    // A parser of its own for each of many rows costs more than all else that is done with them.
    if (row.indexOf('"') < 0 && row.indexOf('\r') < 0) {
      return List.of(row.split(String.valueOf(delimiter), -1));
    }
    try (CSVParser parser = CSVParser.parse(row, FORMATS.get(delimiter))) {
      List<CSVRecord> records = parser.getRecords();
      return records.size() == 1 ? new ArrayList<>(records.get(0).toList()) : null;
    } catch (IOException | java.io.UncheckedIOException e) {
      return null;
    }
  }

  private static ManifestLine nextLine(ManifestLines lines) throws IOException {
    ManifestLine line = lines.next();
    while (line != null && line.isBlank()) {
      line = lines.next();
    }
    return line;
  }

  private static Map<Character, CSVFormat> formats(char... delimiters) {
    Map<Character, CSVFormat> formats = new TreeMap<>();
    for (char delimiter : delimiters) {
      formats.put(
          delimiter,
          CSVFormat.RFC4180.builder().setDelimiter(delimiter).setIgnoreEmptyLines(false).get());
    }
    return formats;
  }
}
