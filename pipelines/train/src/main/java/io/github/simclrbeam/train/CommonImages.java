package io.github.simclrbeam.train;

import io.github.simclrbeam.shards.ShardSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The images that are in all of several sets of view shards, in the order that the sets have. Holds
 * four bytes for each image of the smallest set and each set, nothing when all sets hold the same
 * images.
 *
 * @param count how many there are
 * @param all how many different images the sets hold together
 * @param places for each set the places of the common images in it; none when they are 0, 1, 2 ...
 */
record CommonImages(long count, long all, List<int[]> places) {
  CommonImages {
    places = List.copyOf(places);
  }

  /**
   * Finds them. Sets whose manifests state the same inputs shard by shard need not be opened; of
   * others all ids are read, in step.
   *
   * @param sets of one seed, at least one
   * @throws io.github.simclrbeam.shards.CorruptShardException if a set does not stand in the order
   *     of its seed
   */
  static CommonImages of(List<ShardSet> sets) throws IOException {
    List<String> inputs = ViewSets.inputs(sets.get(0));
    // An image that one set could not use may stand in another that was told to decode otherwise.
    boolean whole = sets.stream().allMatch(set -> set.manifest().getDeadLetters() == 0);
    boolean stated = sets.size() == 1 || (whole && !inputs.contains(""));
    if (stated && sets.stream().map(ViewSets::inputs).allMatch(inputs::equals)) {
      long records = sets.get(0).manifest().getRecords();
      return new CommonImages(records, records, List.of());
    }
    try (OpenViews opened = OpenViews.open(sets)) {
      return join(opened.ids());
    }
  }

  /** Returns the place in a set of a common image, both from 0. */
  int place(int set, int image) {
    return places.isEmpty() ? image : places.get(set)[image];
  }

  private static CommonImages join(List<IdCursor> cursors) throws IOException {
    int most = cursors.stream().mapToInt(IdCursor::size).min().orElse(0);
    List<int[]> places = new ArrayList<>();
    cursors.forEach(cursor -> places.add(new int[most]));
    int count = 0;
    long all = 0;
    while (cursors.stream().anyMatch(IdCursor::stands)) {
      IdCursor first = cursors.stream().filter(IdCursor::stands).min(IdCursor::compareTo).get();
      List<IdCursor> here = cursors.stream().filter(first::standsWith).toList();
      if (here.size() == cursors.size()) {
        for (int set = 0; set < cursors.size(); set++) {
          places.get(set)[count] = cursors.get(set).place();
        }
        count++;
      }
      all++;
      for (IdCursor cursor : here) {
        cursor.next();
      }
    }
    if (count == all) {
      return new CommonImages(count, all, List.of());
    }
    for (int set = 0; set < places.size(); set++) {
      places.set(set, Arrays.copyOf(places.get(set), count));
    }
    return new CommonImages(count, all, places);
  }
}
