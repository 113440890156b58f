package io.github.simclrbeam.beam;

import io.github.simclrbeam.files.Listing;
import io.github.simclrbeam.images.Animations;
import io.github.simclrbeam.images.DecodeLimits;
import io.github.simclrbeam.images.DecodeSettings;
import io.github.simclrbeam.images.Truncated;
import io.github.simclrbeam.options.OptionDescription;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.sources.SourceSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a user says about the images, checked.
 *
 * @param input a directory, a file or a glob
 * @param source how the source is read
 * @param decode how images are decoded
 * @param split by content; empty when not wanted
 */
public record InputSettings(
    String input, SourceSettings source, DecodeSettings decode, Optional<ContentSplit> split) {

  /**
   * Reads the options; notes what cannot be.
   *
   * @param defaultSplit the split to take when the user names none, nor a glob of files; empty:
   *     none
   */
  public static InputSettings of(InputOptions options, String defaultSplit, Problems problems)
      throws IOException {
    String wanted = wanted(options, defaultSplit);
    Optional<ContentSplit> split =
        options.getSplitPercents() == null
            ? Optional.empty()
            : ContentSplit.parse(
                options.getSplitPercents(), options.getSplitSeed(), wanted, problems);
    List<String> labelNames =
        options.getLabelNames() == null
            ? List.of()
            : LabelNamesFile.read(options.getLabelNames(), problems);
    SourceSettings source =
        new SourceSettings(
            options.getSplitPercents() == null ? wanted : SourceSettings.ALL,
            text(options.getIdColumn()),
            text(options.getImageColumn()),
            text(options.getLabelColumn()),
            text(options.getSplitColumn()),
            options.getIdsByFile(),
            labelNames);
    return new InputSettings(options.getInput(), source, decode(options, problems), split);
  }

  /**
   * Returns the options about the images, by name, that were given another value than their
   * default; without input, split and maxBadFraction.
   */
  public SortedMap<String, String> configuration(InputOptions options) {
    Map<String, String> values = new TreeMap<>();
    values.put("splitPercents", options.getSplitPercents());
    values.put("splitSeed", Long.toString(options.getSplitSeed()));
    values.put("idColumn", options.getIdColumn());
    values.put("imageColumn", options.getImageColumn());
    values.put("labelColumn", options.getLabelColumn());
    values.put("splitColumn", options.getSplitColumn());
    values.put("idsByFile", Boolean.toString(options.getIdsByFile()));
    // What the file says decides, not where it lies.
    values.put("labelNames", source.labelNames().isEmpty() ? null : digest());
    values.put("maxPixels", Long.toString(options.getMaxPixels()));
    values.put("maxImageBytes", Long.toString(options.getMaxImageBytes()));
    values.put("maxScans", Integer.toString(options.getMaxScans()));
    values.put("background", "%06x".formatted(decode.background()));
    values.put("truncated", options.getTruncated());
    values.put("animations", options.getAnimations());
    Map<String, OptionDescription> described = OptionDescription.of(InputOptions.class);
    SortedMap<String, String> given = new TreeMap<>();
    values.forEach(
        (name, value) -> {
          if (value != null && !value.equals(described.get(name).defaultValue())) {
            given.put(name, value);
          }
        });
    return given;
  }

  private static String wanted(InputOptions options, String defaultSplit) {
    if (options.getSplit() != null) {
      return options.getSplit();
    }
    boolean glob = options.getInput() != null && Listing.isGlob(options.getInput());
    return glob && options.getSplitPercents() == null ? "" : defaultSplit;
  }

  private static DecodeSettings decode(InputOptions options, Problems problems) {
    int background = DecodeSettings.DEFAULT.background();
    if (options.getBackground().matches("#?[0-9a-fA-F]{6}")) {
      background = Integer.parseInt(options.getBackground().replace("#", ""), 16);
    } else {
      problems.add("background", options.getBackground(), "must be six hex digits, e.g. ffffff");
    }
    return new DecodeSettings(
        limits(options),
        background,
        "salvage".equals(options.getTruncated()) ? Truncated.SALVAGE : Truncated.STRICT,
        "refuse".equals(options.getAnimations()) ? Animations.REFUSE : Animations.FIRST_FRAME);
  }

  /** Values that are out of range were noted when the options were read. */
  private static DecodeLimits limits(InputOptions options) {
    try {
      return new DecodeLimits(
          options.getMaxPixels(), options.getMaxImageBytes(), options.getMaxScans());
    } catch (IllegalArgumentException e) {
      return DecodeLimits.DEFAULT;
    }
  }

  private String digest() {
    String names = String.join("\n", source.labelNames());
    return ContentDigest.of(names.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(String value) {
    return value == null ? "" : value;
  }
}
