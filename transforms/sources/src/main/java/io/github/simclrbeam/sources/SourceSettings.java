package io.github.simclrbeam.sources;

import java.io.Serializable;
import java.util.List;

/**
 * What a user says about an input, beside its name. An empty text is what the source's own
 * conventions say.
 *
 * @param split the split wanted of a source that holds several, or {@link #ALL}; empty when the
 *     user did not say
 * @param idColumn the column (or feature) of ids
 * @param imageColumn the column of images, or of their uris
 * @param labelColumn the column of labels
 * @param splitColumn the column of splits
 * @param idsByFile whether an id gets the path of its file in front, for sources that number their
 *     images anew in every file
 * @param labelNames names of the labels in the order of their numbers; empty: as the source has
 *     them
 */
public record SourceSettings(
    String split,
    String idColumn,
    String imageColumn,
    String labelColumn,
    String splitColumn,
    boolean idsByFile,
    List<String> labelNames)
    implements Serializable {
  /** Every split together. */
  public static final String ALL = "all";

  /** Nothing said. */
  public static final SourceSettings DEFAULT =
      new SourceSettings("", "", "", "", "", false, List.of());

  /** Copies the list. */
  public SourceSettings {
    labelNames = List.copyOf(labelNames);
  }

  /** Returns the same with another split. */
  public SourceSettings withSplit(String other) {
    return new SourceSettings(
        other, idColumn, imageColumn, labelColumn, splitColumn, idsByFile, labelNames);
  }

  /** Returns the id as the user wants it: with the path of the image's file in front, or not. */
  String id(String path, String id) {
    return idsByFile ? path + "/" + id : id;
  }
}
