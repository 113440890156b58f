package io.github.simclrbeam.embeddings;

import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.shards.IncompatibleFormatException;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Rows of a matrix in a .npy file. Ids and labels are read from .npy files beside it when they are
 * there: for {@code x.npy} from {@code x.ids.npy}, {@code x-ids.npy} or {@code x_ids.npy}, and for
 * {@code train_embeddings.npy} (or features) also from {@code train_ids.npy}; labels likewise.
 */
record NpySource(String uri) implements RowSource {

  /** Gives every row in file order. Without ids rows are numbered from 0. */
  @Override
  public void forEach(Consumer<EmbeddingRow> rows) throws IOException {
    try (NpyArray matrix = NpyArray.open(uri);
        Beside ids = beside("ids", matrix.header().rows());
        Beside labels = beside("labels", matrix.header().rows())) {
      NpyHeader header = matrix.header();
      if (header.axes() != 2 || header.columns() < 1 || header.columns() > Integer.MAX_VALUE) {
        throw new IncompatibleFormatException(
            "the array must be rows x dimension, but had %d axes and %d columns (%s)"
                .formatted(header.axes(), header.columns(), uri));
      }
      for (long row = 0; row < header.rows(); row++) {
        float[] embedding = new float[(int) header.columns()];
        for (int i = 0; i < embedding.length; i++) {
          embedding[i] = (float) matrix.number();
        }
        try {
          rows.accept(new EmbeddingRow(ids.text(row), "", "", labels.label(), embedding));
        } catch (IllegalArgumentException e) {
          throw RowSource.refused(uri, row, e);
        }
      }
    }
  }

  private Beside beside(String word, long rows) throws IOException {
    for (String candidate : candidates(word)) {
      if (StoredFile.exists(candidate)) {
        NpyArray array = NpyArray.open(candidate);
        if (array.header().rows() != rows || array.header().columns() != 1) {
          array.close();
          throw new IncompatibleFormatException(
              "%s must have %d values, as %s has rows, but had: %d x %d"
                  .formatted(
                      candidate, rows, uri, array.header().rows(), array.header().columns()));
        }
        return new Beside(Optional.of(array));
      }
    }
    return new Beside(Optional.empty());
  }

  private Set<String> candidates(String word) {
    String name = Uris.name(uri);
    String stem = name.endsWith(".npy") ? name.substring(0, name.length() - 4) : name;
    Set<String> names = new LinkedHashSet<>();
    for (String separator : List.of(".", "-", "_")) {
      names.add(stem + separator + word + ".npy");
    }
    for (String own : List.of("embeddings", "features")) {
      if (stem.contains(own)) {
        names.add(stem.replace(own, word) + ".npy");
      }
    }
    Set<String> uris = new LinkedHashSet<>();
    names.forEach(candidate -> uris.add(Uris.resolve(Uris.parent(uri), candidate)));
    return uris;
  }

  private record Beside(Optional<NpyArray> array) implements AutoCloseable {
    String text(long row) throws IOException {
      return array.isPresent() ? array.get().text() : Long.toString(row);
    }

    OptionalInt label() throws IOException {
      return array.isPresent() ? Labels.of(array.get().number()) : OptionalInt.empty();
    }

    @Override
    public void close() throws IOException {
      if (array.isPresent()) {
        array.get().close();
      }
    }
  }
}
