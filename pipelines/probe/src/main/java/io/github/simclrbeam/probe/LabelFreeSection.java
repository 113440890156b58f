package io.github.simclrbeam.probe;

import io.github.simclrbeam.proto.LabelFree;
import java.util.ArrayList;
import java.util.List;

/** The label-free figures, each with its meaning and a verdict; for the page's template. */
record LabelFreeSection(String explain, List<Card> cards) {
  /**
   * One figure.
   *
   * @param share the length of its bar, per cent; none when empty
   * @param level good, warn, bad or plain
   */
  record Card(
      String name,
      String value,
      String unit,
      List<String> share,
      String verdict,
      String level,
      String meaning) {}

  static LabelFreeSection of(LabelFree figures) {
    List<Card> cards = new ArrayList<>();
    cards.add(collapse(figures));
    cards.add(rankMe(figures));
    cards.add(uniformity(figures));
    cards.add(alignment(figures));
    return new LabelFreeSection(
        "Measured on %s without looking at any label. Limits between verdicts are rules of thumb; they help to compare runs on the same images."
            .formatted(Words.count(figures.getRows(), "embedding")),
        List.copyOf(cards));
  }

  private static boolean collapsed(LabelFree figures) {
    return figures.getVerdict().equals("COLLAPSED");
  }

  private static Card collapse(LabelFree figures) {
    double even = 1 / Math.sqrt(Math.max(1, figures.getDimension()));
    return new Card(
        "Spread of each dimension",
        Words.decimal(figures.getDeviation(), 3),
        "of " + Words.decimal(even, 3) + " if even",
        List.of(bar(figures.getDeviation() / even)),
        collapsed(figures) ? "collapsed: images look alike" : "no collapse",
        collapsed(figures) ? "bad" : "good",
        "Mean standard deviation of the normalized embeddings. Near 0, the encoder gives every image the same answer.");
  }

  private static Card rankMe(LabelFree figures) {
    double rank = figures.getRankMe();
    double share = rank / Math.max(1, figures.getDimension());
    String verdict =
        collapsed(figures) || rank < 2
            ? "collapsed"
            : share >= 0.3
                ? "uses many directions"
                : share >= 0.1 ? "uses some directions" : "few directions carry nearly all";
    String level =
        collapsed(figures) || rank < 2
            ? "bad"
            : share >= 0.3 ? "good" : share >= 0.1 ? "plain" : "warn";
    return new Card(
        "Effective dimensions (RankMe)",
        Words.decimal(rank, 1),
        "of " + Words.count(figures.getDimension()),
        List.of(bar(share)),
        verdict,
        level,
        "How many directions the embeddings really use. More usually transfers better.");
  }

  private static Card uniformity(LabelFree figures) {
    double value = figures.getUniformity();
    String verdict =
        value <= -2.5
            ? "well spread"
            : value <= -1 ? "partly spread" : value <= -0.2 ? "crowded" : "very crowded";
    String level =
        value <= -2.5 ? "good" : value <= -1 ? "plain" : collapsed(figures) ? "bad" : "warn";
    return new Card(
        "Uniformity",
        Words.decimal(value, 2),
        "lower is better",
        List.of(bar(value / -4)),
        verdict,
        level,
        "How evenly the images cover the sphere of directions: 0 when all are at one point, about -4 when none is near another.");
  }

  private static Card alignment(LabelFree figures) {
    if (!figures.hasAlignment()) {
      return new Card(
          "Alignment",
          "not measured",
          "",
          List.of(),
          "needs embeddings of views",
          "plain",
          "How close the embeddings of two views of one image are. Give --viewEmbeddings to measure it.");
    }
    double value = figures.getAlignment();
    // Twice the sum of the variances, from below: the mean square is at least the squared mean.
    double apart = 2 * figures.getDimension() * figures.getDeviation() * figures.getDeviation();
    double times = apart / Math.max(value, 1e-12);
    String verdict =
        collapsed(figures)
            ? "says nothing: collapsed"
            : times >= 1.5
                ? "at least %s times closer than different images"
                    .formatted(times >= 1000 ? "1,000" : Words.decimal(times, times < 10 ? 1 : 0))
                : times >= 1
                    ? "hardly closer than different images"
                    : "no closer than different images";
    String level = collapsed(figures) || times < 1.5 ? "bad" : times < 3 ? "warn" : "good";
    return new Card(
        "Alignment",
        Words.decimal(value, 3),
        "lower is better",
        List.of(bar(value / Math.max(apart, 1e-12))),
        verdict,
        level,
        "Mean squared distance between two views of one image; different images are at least %s apart."
            .formatted(Words.decimal(apart, 2)));
  }

  private static String bar(double share) {
    double bounded = Double.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0;
    return Words.percent(bounded);
  }
}
