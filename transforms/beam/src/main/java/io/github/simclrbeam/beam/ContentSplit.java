package io.github.simclrbeam.beam;

import io.github.simclrbeam.options.Problems;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A share of the images, by a seeded hash of their content: equal images fall to one split,
 * whatever they are called and wherever they lie. The hundredth of an image is {@code h mod 100}, h
 * the first 8 bytes (big-endian, unsigned) of SHA-256(seed as 8 bytes big-endian, content digest as
 * hex).
 *
 * @param from the first hundredth of the share, in [0, 100)
 * @param to behind its last, in (from, 100]
 * @param seed of the hash
 */
public record ContentSplit(int from, int to, long seed) implements Serializable {
  private static final String OPTION = "splitPercents";
  private static final int ALL = 100;

  private record Share(String name, int percent) {}

  /** Returns whether an image of this content belongs to the share. */
  public boolean takes(String contentDigest) {
    MessageDigest sha = ContentDigest.sha256();
    sha.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).array());
    byte[] hash = sha.digest(contentDigest.getBytes(StandardCharsets.US_ASCII));
    long hundredth = Long.remainderUnsigned(ByteBuffer.wrap(hash).getLong(), ALL);
    return hundredth >= from && hundredth < to;
  }

  /**
   * Reads "train=80,test=20". Empty when something was noted.
   *
   * @param wanted the split to take
   */
  static Optional<ContentSplit> parse(
      String percents, long seed, String wanted, Problems problems) {
    List<Share> shares = shares(percents);
    int sum = shares.stream().mapToInt(Share::percent).sum();
    Set<String> names = new HashSet<>(shares.stream().map(Share::name).toList());
    if (shares.isEmpty() || sum != ALL || names.size() < shares.size()) {
      problems.add(
          OPTION,
          percents,
          "must be different names with whole per cent that add up to 100, e.g. train=80,test=20");
      return Optional.empty();
    }
    int from = 0;
    for (Share share : shares) {
      if (share.name().equals(wanted)) {
        return Optional.of(new ContentSplit(from, from + share.percent(), seed));
      }
      from += share.percent();
    }
    problems.add(
        "split",
        wanted.isEmpty() ? "not given" : wanted,
        "must be one of those of --splitPercents=" + percents);
    return Optional.empty();
  }

  private static List<Share> shares(String percents) {
    List<Share> shares = new ArrayList<>();
    for (String share : percents.split(",", -1)) {
      if (!share.strip().matches("[A-Za-z0-9_-]+=([1-9][0-9]?|100)")) {
        return List.of();
      }
      String[] parts = share.strip().split("=");
      shares.add(new Share(parts[0], Integer.parseInt(parts[1])));
    }
    return shares;
  }
}
