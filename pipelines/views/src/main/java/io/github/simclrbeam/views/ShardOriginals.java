package io.github.simclrbeam.views;

import io.github.simclrbeam.beam.ContentDigest;
import io.github.simclrbeam.beam.DecodedImage;
import io.github.simclrbeam.beam.InputLines;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.shards.RandomAccessShards;
import io.github.simclrbeam.shards.ViewRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** Whether all images that a shard was made from are what they were. */
final class ShardOriginals {
  private ShardOriginals() {}

  /**
   * Reads all images of some shards, in one listing of the input.
   *
   * @param shards numbers of shards none of whose images was bad
   * @return by shard what its inputDigest is now; of one that lacks an image another one than it
   *     was
   */
  static Map<Integer, String> digests(RandomAccessShards set, Set<Integer> shards, Originals input)
      throws IOException {
    Map<Integer, List<String>> ids = new TreeMap<>();
    Map<String, OptionalInt> labels = new HashMap<>();
    int start = 0;
    for (int shard = 0; shard < set.manifest().getShardsCount(); shard++) {
      int end = start + (int) set.manifest().getShards(shard).getRecords();
      for (int index = start; shards.contains(shard) && index < end; index++) {
        ViewRecord record = set.read(index);
        ids.computeIfAbsent(shard, s -> new ArrayList<>()).add(record.id());
        labels.put(record.id(), record.label());
      }
      start = end;
    }
    Map<String, String> lines = new HashMap<>();
    input.read(
        Set.copyOf(labels.keySet()),
        (image, outcome) -> {
          if (outcome instanceof DecodedImage decoded) {
            lines.put(image.getId(), line(image, labels.get(image.getId()), decoded));
          }
        });
    Map<Integer, String> digests = new LinkedHashMap<>();
    ids.forEach((shard, its) -> digests.put(shard, digest(its, lines)));
    return digests;
  }

  private static String line(ImageReference image, OptionalInt label, DecodedImage decoded) {
    ImageReference.Builder numbered = image.toBuilder().clearLabel();
    label.ifPresent(numbered::setLabel);
    InputLines line = new InputLines();
    line.addContent(numbered.build(), decoded.contentDigest());
    return line.toString();
  }

  private static String digest(List<String> ids, Map<String, String> lines) {
    StringBuilder all = new StringBuilder();
    ids.forEach(id -> all.append(lines.getOrDefault(id, "gone\n")));
    return ContentDigest.of(all.toString().getBytes(StandardCharsets.UTF_8));
  }
}
