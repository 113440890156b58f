package io.github.simclrbeam.train;

import io.github.simclrbeam.shards.RandomAccessShards;
import io.github.simclrbeam.shards.ShardSet;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The shards of sets of views, open. */
final class OpenViews implements Closeable {
  private final List<ShardSet> sets;
  private final List<RandomAccessShards> shards = new ArrayList<>();

  private OpenViews(List<ShardSet> sets) {
    this.sets = sets;
  }

  /**
   * Opens and checks them.
   *
   * @throws io.github.simclrbeam.shards.CorruptShardException if they are not what their manifests
   *     state; names the file
   */
  static OpenViews open(List<ShardSet> sets) throws IOException {
    OpenViews opened = new OpenViews(sets);
    try {
      for (ShardSet set : sets) {
        opened.shards.add(RandomAccessShards.open(set.directory()));
      }
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** Returns the views by image and index: of one set as they are, of several joined. */
  PairSource source(CommonImages images) {
    List<ShardViews> views = new ArrayList<>();
    shards.forEach(of -> views.add(new ShardViews(of)));
    return views.size() == 1 ? views.get(0) : new JoinedViews(images, sets, views);
  }

  /**
   * Returns the label of each image, -1 where it has none.
   *
   * @throws IOException if a record cannot be read; names its shard
   */
  long[] labels(CommonImages images) throws IOException {
    long[] labels = new long[Math.toIntExact(images.count())];
    for (int image = 0; image < labels.length; image++) {
      labels[image] = shards.get(0).read(images.place(0, image)).label().orElse(-1);
    }
    return labels;
  }

  /** Returns a walk over the ids of each set. */
  List<IdCursor> ids() throws IOException {
    List<IdCursor> ids = new ArrayList<>();
    for (int i = 0; i < shards.size(); i++) {
      ids.add(new IdCursor(shards.get(i), sets.get(i).directory()));
    }
    return ids;
  }

  @Override
  public void close() throws IOException {
    for (RandomAccessShards of : shards) {
      of.close();
    }
  }
}
