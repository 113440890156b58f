package io.github.simclrbeam.evaluate;

import java.util.List;

/**
 * An image and the train images nearest to it.
 *
 * @param id the image
 * @param label an index into the card's label names, or -1
 * @param neighbours by falling similarity; never the image itself
 */
public record ImageNeighbours(String id, int label, List<Neighbour> neighbours) {
  /** Copies the list. */
  public ImageNeighbours {
    neighbours = List.copyOf(neighbours);
  }
}
