package io.github.simclrbeam.shards;

import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.proto.ShardManifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files by which TensorFlow Datasets (TFDS) reads a directory of view shards without any code
 * of ours, {@code tfds.builder_from_directory(DIRECTORY)}:
 *
 * <ul>
 *   <li>{@code dataset_info.json}: name, version, the split with its shards' lengths;
 *   <li>{@code features.json}: what a record holds ({@link DatasetFeatures});
 *   <li>{@code label.labels.txt}: the names of the labels by line, when records have labels.
 * </ul>
 *
 * <p>They follow from the manifest alone. Tried with TFDS 4.9.10.
 */
final class DatasetDescription {
  static final String INFO = "dataset_info.json";
  static final String FEATURES = "features.json";
  static final String LABEL_NAMES = "label.labels.txt";

  private static final List<String> NAMES = List.of(INFO, FEATURES, LABEL_NAMES);

  private DatasetDescription() {}

  /** Returns the files' texts by name; without that of label names when no record has a label. */
  static SortedMap<String, String> files(ShardManifest manifest) {
    SortedMap<String, String> files = new TreeMap<>();
    files.put(INFO, DatasetInfo.json(manifest));
    files.put(FEATURES, DatasetFeatures.json(manifest));
    if (Labelling.of(manifest) != Labelling.NONE) {
      files.put(LABEL_NAMES, LabelLines.of(manifest.getLabelNamesList()));
    }
    return files;
  }

  /** Writes the files, each whole or not at all; removes that of label names when there is none. */
  static void write(String directory, ShardManifest manifest) throws IOException {
    SortedMap<String, String> files = files(manifest);
    for (String name : NAMES) {
      String uri = Uris.resolve(directory, name);
      if (files.containsKey(name)) {
        StoredFile.writeAtomically(uri, files.get(name));
      } else {
        StoredFile.delete(uri);
      }
    }
  }

  /** Returns whether all of the files are there, to the byte. */
  static boolean stands(String directory, ShardManifest manifest) throws IOException {
    for (String name : files(manifest).keySet()) {
      if (!StoredFile.exists(Uris.resolve(directory, name))) {
        return false;
      }
    }
    return problems(directory, manifest).isEmpty();
  }

  /**
   * Returns where the files that are there differ from what the manifest says. A set that has none
   * of them is complete too.
   */
  static List<Finding> problems(String directory, ShardManifest manifest) throws IOException {
    SortedMap<String, String> files = files(manifest);
    List<Finding> findings = new ArrayList<>();
    for (String name : NAMES) {
      String uri = Uris.resolve(directory, name);
      if (StoredFile.exists(uri)) {
        TextDifference.find(files.getOrDefault(name, ""), StoredFile.readText(uri))
            .ifPresent(difference -> findings.add(new Finding(name, -1, difference)));
      }
    }
    return findings;
  }
}
