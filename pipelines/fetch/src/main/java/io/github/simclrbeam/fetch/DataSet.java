package io.github.simclrbeam.fetch;

import java.util.List;
import java.util.Map;

/**
 * A public data set, as catalog.json describes it.
 *
 * @param name as typed
 * @param about what the images show, and their size
 * @param images how many there are, by split
 * @param classes how many
 * @param licence as far as it is stated
 * @param homepage whom to read and to cite
 * @param checksumsFrom who published the checksums
 * @param unpackedBytes what is on the disk at the end, about; the archives may hold twice as much
 *     at most
 * @param files what is downloaded
 * @param place where the entries of its archives go; what no placement takes is left out
 * @param texts files of lines that are written beside, by name
 * @param next what to do with it
 */
record DataSet(
    String name,
    String about,
    Map<String, Integer> images,
    int classes,
    String licence,
    String homepage,
    String checksumsFrom,
    long unpackedBytes,
    List<RemoteFile> files,
    List<Placement> place,
    Map<String, List<String>> texts,
    NextStep next) {
  long downloadBytes() {
    return files.stream().mapToLong(RemoteFile::bytes).sum();
  }

  int allImages() {
    return images.values().stream().mapToInt(Integer::intValue).sum();
  }
}
