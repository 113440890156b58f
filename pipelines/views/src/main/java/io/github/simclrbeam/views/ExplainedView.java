package io.github.simclrbeam.views;

import io.github.simclrbeam.images.Pixels;
import io.github.simclrbeam.proto.JitterOperation;
import io.github.simclrbeam.proto.JitterParameters;
import io.github.simclrbeam.proto.ViewParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A stored view and how it came about.
 *
 * @param pixels as stored
 * @param parameters that were drawn
 * @param replays whether the parameters make it again from the original; empty when that cannot be
 *     had
 */
record ExplainedView(Pixels pixels, ViewParameters parameters, Optional<Boolean> replays) {

  /** Returns the parameters as short lines. */
  List<String> lines() {
    ViewParameters p = parameters;
    List<String> lines = new ArrayList<>();
    lines.add("view " + p.getViewIndex() + (p.getFlipped() ? ", flipped" : ""));
    lines.add(
        "crop %d x %d at %d, %d"
            .formatted(p.getCropWidth(), p.getCropHeight(), p.getCropX(), p.getCropY()));
    if (p.hasJitter()) {
      lines.addAll(jitter(p.getJitter()));
    } else {
      lines.add("no jitter");
    }
    lines.add(
        (p.getGray() ? "gray" : "not gray")
            + (p.hasBlurSigma() ? ", blur " + number(p.getBlurSigma()) : ", no blur"));
    replays.ifPresent(same -> lines.add(same ? "replays exactly" : "REPLAY DIFFERS"));
    return lines;
  }

  private static List<String> jitter(JitterParameters jitter) {
    String order =
        jitter.getOrderList().stream()
            .map(JitterOperation::name)
            .map(name -> name.substring(0, 1))
            .collect(Collectors.joining());
    return List.of(
        "jitter "
            + order
            + ": B "
            + number(jitter.getBrightness())
            + " C "
            + number(jitter.getContrast()),
        "S " + number(jitter.getSaturation()) + " H " + number(jitter.getHue()));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
