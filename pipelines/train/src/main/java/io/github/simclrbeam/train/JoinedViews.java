package io.github.simclrbeam.train;

import io.github.simclrbeam.shards.ShardSet;
import java.io.IOException;
import java.util.List;

/** The views of several directories as those of one: view k counts on from set to set. */
final class JoinedViews implements PairSource {
  private final CommonImages images;
  private final List<ShardViews> views;

  /** Of each set its first view, counted over all. */
  private final int[] starts;

  /**
   * @param images those that are in all sets
   * @param views of each set, in the order of the sets
   */
  JoinedViews(CommonImages images, List<ShardSet> sets, List<ShardViews> views) {
    this.images = images;
    this.views = List.copyOf(views);
    this.starts = new int[sets.size()];
    for (int i = 1; i < starts.length; i++) {
      starts[i] = starts[i - 1] + sets.get(i - 1).manifest().getViewsPerImage();
    }
  }

  @Override
  public void read(int image, ViewPair pair, byte[] into, int firstOffset, int secondOffset)
      throws IOException {
    int first = setOf(pair.first());
    int second = setOf(pair.second());
    if (first == second) {
      ViewPair within = new ViewPair(pair.first() - starts[first], pair.second() - starts[first]);
      int place = images.place(first, image);
      views.get(first).read(place, within, into, firstOffset, secondOffset);
    } else {
      read(first, image, pair.first(), into, firstOffset);
      read(second, image, pair.second(), into, secondOffset);
    }
  }

  private void read(int set, int image, int view, byte[] into, int offset) throws IOException {
    views.get(set).read(images.place(set, image), view - starts[set], into, offset);
  }

  private int setOf(int view) {
    int set = starts.length - 1;
    while (starts[set] > view) {
      set--;
    }
    return set;
  }
}
