package io.github.simclrbeam.beam;

import io.github.simclrbeam.files.FileEntry;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.proto.ImageReference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Images that are files of their own, labelled by the folders that they lie in. */
record ImageFiles(List<FileEntry> files, SortedMap<String, Long> skipped) implements ImageSource {
  ImageFiles {
    files = List.copyOf(files);
  }

  @Override
  public long images() {
    return files.size();
  }

  @Override
  public List<String> labelNames() {
    TreeSet<String> names = new TreeSet<>();
    for (FileEntry file : files) {
      String folder = folder(file);
      if (!folder.isEmpty()) {
        names.add(folder);
      }
    }
    return List.copyOf(names);
  }

  @Override
  public OptionalInt channels() {
    return OptionalInt.empty();
  }

  @Override
  public OptionalInt shorterSide() {
    return OptionalInt.empty();
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
  public void forEach(Receiver receiver) throws IOException {
    List<String> names = new ArrayList<>(labelNames());
    Map<String, Integer> labels = new TreeMap<>();
    names.forEach(name -> labels.put(name, labels.size()));
    for (FileEntry file : files) {
      ImageReference.Builder image =
          ImageReference.newBuilder().setId(file.path()).setUri(file.uri()).setWholeFile(true);
      Integer label = labels.get(folder(file));
      if (label != null) {
        image.setLabel(label);
      }
      receiver.accept(image.build());
    }
  }

  /** The folder that the file lies in; empty when that is the input's base. */
  private static String folder(FileEntry file) {
    int slash = file.path().lastIndexOf('/');
    return slash < 0 ? "" : Uris.name(file.path().substring(0, slash));
  }
}
