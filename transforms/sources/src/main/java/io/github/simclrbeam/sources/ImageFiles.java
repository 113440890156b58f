package io.github.simclrbeam.sources;

import io.github.simclrbeam.files.FileEntry;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.proto.ImageReference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Images that are files of their own. An image's id is its path below the input's base; its label
 * is the folder that it lies in, labels being numbered in the order of their names; files directly
 * in the base have no label, so that a flat folder has none.
 *
 * @param splits whether the topmost folders are splits, which are no labels
 */
record ImageFiles(List<FileEntry> files, boolean splits) implements ImageSource {
  private static final int FILES_PER_PART = 1_000;

  ImageFiles {
    files = List.copyOf(files);
  }

  @Override
  public OptionalLong images() {
    return OptionalLong.of(files.size());
  }

  @Override
  public Optional<List<String>> labelNames() {
    TreeSet<String> names = new TreeSet<>();
    for (FileEntry file : files) {
      names.add(label(file, splits));
    }
    names.remove("");
    return Optional.of(List.copyOf(names));
  }

  @Override
  public SortedMap<String, Long> undecodable() {
    SortedMap<String, Long> counts = new TreeMap<>();
    for (FileEntry file : files) {
      if (FileKind.isUndecodable(file.path())) {
        counts.merge(FileKind.extension(file.path()), 1L, Long::sum);
      }
    }
    return counts;
  }

  @Override
  public List<SourcePart> parts() {
    List<SourcePart> parts = new ArrayList<>();
    for (int from = 0; from < files.size(); from += FILES_PER_PART) {
      int to = Math.min(files.size(), from + FILES_PER_PART);
      parts.add(new Part(List.copyOf(files.subList(from, to)), splits));
    }
    return parts;
  }

  /** The folder that the file lies in; empty when that is the input's base or a split. */
  private static String label(FileEntry file, boolean splits) {
    int slash = file.path().lastIndexOf('/');
    String folder = slash < 0 ? "" : file.path().substring(0, slash);
    return splits && !folder.contains("/") ? "" : Uris.name(folder);
  }

  private record Part(List<FileEntry> files, boolean splits) implements SourcePart {
    @Override
    public void forEach(ImageReceiver receiver) throws IOException {
      for (FileEntry file : files) {
        receiver.accept(
            ImageReference.newBuilder()
                .setId(file.path())
                .setUri(file.uri())
                .setLabelName(label(file, splits))
                .setWholeFile(true)
                .build());
      }
    }
  }
}
