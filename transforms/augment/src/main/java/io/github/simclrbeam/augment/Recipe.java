package io.github.simclrbeam.augment;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * How an image's pixels become a view; a value that can be printed, compared and overridden. The
 * operations are applied in this order: crop and resize, flip, jitter, gray, blur. Presets are in
 * {@link Recipes}.
 *
 * @param name the preset's name; overridden values keep it
 * @param crop the random resized crop; when empty, the shorter side is resized to the view's size
 *     and the centre is cropped
 * @param flipProbability of a horizontal flip, in [0, 1]
 * @param jitter the colour jitter; empty for none
 * @param grayProbability of turning the view to gray (three equal channels), in [0, 1]; without
 *     effect on one channel
 * @param blur the gaussian blur; empty for none
 * @param interpolation the filter of the resize
 */
public record Recipe(
    String name,
    Optional<CropRange> crop,
    double flipProbability,
    Optional<JitterRange> jitter,
    double grayProbability,
    Optional<BlurRange> blur,
    Interpolation interpolation) {
  /**
   * @throws IllegalArgumentException if a value is outside its range
   */
  public Recipe {
    if (name.isBlank()) {
      throw Check.outside("name", "a word", "'" + name + "'", "recipe");
    }
    Objects.requireNonNull(crop, "crop");
    Objects.requireNonNull(jitter, "jitter");
    Objects.requireNonNull(blur, "blur");
    Objects.requireNonNull(interpolation, "interpolation");
    Check.probability(flipProbability, "flipProbability", "recipe " + name);
    Check.probability(grayProbability, "grayProbability", "recipe " + name);
  }

  /** This recipe under another name. */
  public Recipe withName(String value) {
    return new Recipe(value, crop, flipProbability, jitter, grayProbability, blur, interpolation);
  }

  /** This recipe with another random resized crop. */
  public Recipe withCrop(CropRange value) {
    return withCrop(Optional.of(value));
  }

  /** This recipe without a random crop: shorter side to the view's size, centre crop. */
  public Recipe withoutCrop() {
    return withCrop(Optional.empty());
  }

  private Recipe withCrop(Optional<CropRange> value) {
    return new Recipe(name, value, flipProbability, jitter, grayProbability, blur, interpolation);
  }

  /** This recipe with another probability of a horizontal flip. */
  public Recipe withFlipProbability(double value) {
    return new Recipe(name, crop, value, jitter, grayProbability, blur, interpolation);
  }

  /** This recipe with another colour jitter. */
  public Recipe withJitter(JitterRange value) {
    return withJitter(Optional.of(value));
  }

  /** This recipe without colour jitter. */
  public Recipe withoutJitter() {
    return withJitter(Optional.empty());
  }

  private Recipe withJitter(Optional<JitterRange> value) {
    return new Recipe(name, crop, flipProbability, value, grayProbability, blur, interpolation);
  }

  /** This recipe with another probability of turning to gray. */
  public Recipe withGrayProbability(double value) {
    return new Recipe(name, crop, flipProbability, jitter, value, blur, interpolation);
  }

  /** This recipe with another blur. */
  public Recipe withBlur(BlurRange value) {
    return withBlur(Optional.of(value));
  }

  /** This recipe without blur. */
  public Recipe withoutBlur() {
    return withBlur(Optional.empty());
  }

  private Recipe withBlur(Optional<BlurRange> value) {
    return new Recipe(name, crop, flipProbability, jitter, grayProbability, value, interpolation);
  }

  /** This recipe with another filter for the resize. */
  public Recipe withInterpolation(Interpolation value) {
    return new Recipe(name, crop, flipProbability, jitter, grayProbability, blur, value);
  }

  /** One line with every value, such as {@code fashion-mnist: crop area 0.5-1 ..., bilinear}. */
  public String describe() {
    return name
        + ": "
        + crop.map(range -> "crop " + range.describe()).orElse("centre crop")
        + " "
        + interpolation.name().toLowerCase(Locale.ROOT)
        + ", "
        + (flipProbability > 0 ? "flip p " + Check.number(flipProbability) : "no flip")
        + ", "
        + jitter.map(range -> "jitter " + range.describe()).orElse("no jitter")
        + ", "
        + (grayProbability > 0 ? "gray p " + Check.number(grayProbability) : "no gray")
        + ", "
        + blur.map(range -> "blur " + range.describe()).orElse("no blur");
  }

  @Override
  public String toString() {
    return describe();
  }
}
