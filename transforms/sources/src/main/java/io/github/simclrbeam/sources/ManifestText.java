package io.github.simclrbeam.sources;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What the first bytes of a file tell about the text in it. */
final class ManifestText {
  private static final int MOST_SHOWN = 120;

  private ManifestText() {}

  /** Returns whether a manifest is of JSON lines, by its name or its first sign. */
  static boolean isJson(Candidate file) {
    String extension = FileKind.extension(file.path());
    String text = new String(file.head(), StandardCharsets.UTF_8).replace("\ufeff", "").strip();
    return extension.equals("jsonl")
        || extension.equals("ndjson")
        || text.startsWith("{")
        || text.startsWith("[");
  }

  /** Returns whether a file that nothing names a manifest begins like one. */
  static boolean beginsLikeAManifest(Candidate file) {
    Optional<String> line = firstLine(file.head());
    boolean cut = line.isPresent() && file.head().length == Candidate.HEAD_BYTES && !hasEnd(file);
    return line.isPresent()
        && (JsonSyntax.isObject(line.get(), cut)
            || !cut && CsvSyntax.isHeader(line.get(), ManifestColumns.URIS));
  }

  static String shown(String text) {
    return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
  }

  private static boolean hasEnd(Candidate file) {
    return new String(file.head(), StandardCharsets.ISO_8859_1).indexOf('\n') >= 0;
  }

  /** Returns the first line, or what is known of it; empty when the bytes are no text. */
  private static Optional<String> firstLine(byte[] head) {
    int end = 0;
    for (int i = 0; i < head.length; i++) {
      if (head[i] >= 0 && head[i] < ' ' && head[i] != '\n' && head[i] != '\r' && head[i] != '\t') {
        return Optional.empty();
      }
      end = end == 0 && head[i] == '\n' ? i : end;
    }
    CharBuffer text = CharBuffer.allocate(head.length);
    ByteBuffer line = ByteBuffer.wrap(head, 0, end == 0 ? head.length : end);
    // The head may end within a character.
    boolean whole = false;
    return StandardCharsets.UTF_8.newDecoder().decode(line, text, whole).isError()
        ? Optional.empty()
        : Optional.of(text.flip().toString().replace("\ufeff", "").strip());
  }
}
