package io.github.simclrbeam.events;

import io.github.simclrbeam.files.Disk;
import io.github.simclrbeam.files.DurableFiles;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.images.ImageEncoder;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The files of TensorBoard's embedding projector, in the directory of a run: features.tsv,
 * metadata.tsv, sprite.png and, written last, projector_config.pbtxt, which names them.
 *
 * @param ids of the images, in the order of the rows
 * @param labels of the images, empty strings for those without; empty when none has one
 * @param rows a row of features per image
 * @param sprite the images, in the order of the rows; empty for points without pictures
 */
public record EmbeddingProjector(
    List<String> ids, List<String> labels, float[][] rows, Optional<Sprite> sprite) {
  private static final String FEATURES = "features.tsv";
  private static final String METADATA = "metadata.tsv";
  private static final String SPRITE = "sprite.png";
  private static final String CONFIGURATION = "projector_config.pbtxt";
  private static final MathContext DIGITS = new MathContext(6);

  /**
   * Checks that columns are of one length and numbers finite.
   *
   * @throws IllegalArgumentException if they are not; says which
   */
  public EmbeddingProjector {
    ids = List.copyOf(ids);
    labels = List.copyOf(labels);
    if (rows.length == 0) {
      throw new IllegalArgumentException("rows must be at least 1, but were: 0");
    }
    requireLength("ids", ids.size(), rows.length);
    if (!labels.isEmpty()) {
      requireLength("labels", labels.size(), rows.length);
    }
    if (sprite.isPresent()) {
      requireLength("pictures", sprite.get().added(), rows.length);
    }
    for (int i = 0; i < rows.length; i++) {
      check(rows[i], rows[0].length, ids.get(i));
    }
  }

  private static void requireLength(String what, int length, int rows) {
    if (length != rows) {
      throw new IllegalArgumentException(
          "%s must be as many as the %d rows, but were: %d".formatted(what, rows, length));
    }
  }

  private static void check(float[] row, int dimension, String id) {
    if (row.length == 0 || row.length != dimension) {
      throw new IllegalArgumentException(
          "numbers of a row must be %d, but were: %d (%s)"
              .formatted(Math.max(1, dimension), row.length, id));
    }
    for (float number : row) {
      if (!Float.isFinite(number)) {
        throw new IllegalArgumentException(
            "numbers must be finite, but one was: %s (%s)".formatted(number, id));
      }
    }
  }

  /**
   * Writes the files, over those of an earlier step. Each is there whole or as it was before.
   *
   * @param disk where the directory is, if it is local
   */
  public void write(String directory, Disk disk) throws IOException {
    DurableFiles files = new DurableFiles(disk);
    // As text: TensorBoard takes a binary file for text when its bytes happen to be UTF-8.
    write(files, directory, FEATURES, features());
    write(files, directory, METADATA, metadata());
    if (sprite.isPresent()) {
      byte[] png = ImageEncoder.png(sprite.get().pixels());
      files.write(Uris.resolve(directory, SPRITE), png);
    }
    write(files, directory, CONFIGURATION, configuration());
  }

  private static void write(DurableFiles files, String directory, String name, String text)
      throws IOException {
    files.write(Uris.resolve(directory, name), text.getBytes(StandardCharsets.UTF_8));
  }

  private String features() {
    StringBuilder text = new StringBuilder();
    for (float[] row : rows) {
      for (int j = 0; j < row.length; j++) {
        text.append(j == 0 ? "" : "\t").append(new BigDecimal(row[j]).round(DIGITS));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** Two columns have a heading, one column has none: so TensorBoard tells them apart. */
  private String metadata() {
    StringBuilder text = new StringBuilder(labels.isEmpty() ? "" : "label\tid\n");
    for (int i = 0; i < rows.length; i++) {
      if (!labels.isEmpty()) {
        text.append(oneLine(labels.get(i))).append('\t');
      }
      text.append(oneLine(ids.get(i))).append('\n');
    }
    return text.toString();
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  private String configuration() {
    StringBuilder text = new StringBuilder();
    text.append("embeddings {\n  tensor_name: \"features\"\n");
    text.append("  tensor_shape: [%d, %d]\n".formatted(rows.length, rows[0].length));
    text.append("  tensor_path: \"%s\"\n".formatted(FEATURES));
    text.append("  metadata_path: \"%s\"\n".formatted(METADATA));
    sprite.ifPresent(
        pictures ->
            text.append(
                "  sprite {\n    image_path: \"%s\"\n    single_image_dim: [%d, %d]\n  }\n"
                    .formatted(SPRITE, pictures.side(), pictures.side())));
    return text.append("}\n").toString();
  }
}
