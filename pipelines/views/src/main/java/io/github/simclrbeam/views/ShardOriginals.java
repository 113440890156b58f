package io.github.simclrbeam.views;

import io.github.simclrbeam.beam.ContentDigest;
import io.github.simclrbeam.beam.DecodedImage;
import io.github.simclrbeam.shards.RandomAccessShards;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Whether all images that a shard was made from are what they were. */
final class ShardOriginals {
  private ShardOriginals() {}

  /**
   * Reads all images of some shards, in one listing of the input.
   *
   * @param shards numbers of shards
   * @return by shard what its inputDigest is now; of one that lacks an image another one than it
   *     was
   */
  static Map<Integer, String> digests(RandomAccessShards set, Set<Integer> shards, Originals input)
      throws IOException {
    Map<Integer, List<String>> ids = new TreeMap<>();
    Map<String, String> contents = new HashMap<>();
    List<String> all = shards.isEmpty() ? List.of() : set.ids();
    int start = 0;
    for (int shard = 0; shard < set.manifest().getShardsCount(); shard++) {
      int end = start + (int) set.manifest().getShards(shard).getRecords();
      if (shards.contains(shard)) {
        ids.put(shard, all.subList(start, end));
        all.subList(start, end).forEach(id -> contents.put(id, "gone"));
      }
      start = end;
    }
    input.read(
        Set.copyOf(contents.keySet()),
        (image, outcome) -> {
          if (outcome instanceof DecodedImage decoded) {
            contents.put(image.getId(), decoded.contentDigest());
          }
        });
    Map<Integer, String> digests = new LinkedHashMap<>();
    ids.forEach((shard, its) -> digests.put(shard, digest(its, contents)));
    return digests;
  }

  private static String digest(List<String> ids, Map<String, String> contents) {
    StringBuilder lines = new StringBuilder();
    ids.forEach(id -> lines.append(id).append(' ').append(contents.get(id)).append('\n'));
    return ContentDigest.of(lines.toString().getBytes(StandardCharsets.UTF_8));
  }
}
