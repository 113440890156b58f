package io.github.simclrbeam.images;

/**
 * Something wrong with an image that could be decoded all the same.
 *
 * @param reason one of the constants
 * @param message what was found
 */
public record DecodeWarning(String reason, String message) {
  /** The colour profile is broken. Profiles are not used, so pixels do not depend on it. */
  public static final String BROKEN_ICC = "broken-icc";

  /** The EXIF block holds no legal orientation where it says so: the image counts as upright. */
  public static final String BROKEN_EXIF = "broken-exif";

  /** The image is cut, and what is there was kept. */
  public static final String SALVAGED = "salvaged";

  /** The file holds further images, which were not decoded. */
  public static final String FIRST_OF_MANY_FRAMES = "first-of-many-frames";

  /** Other bytes stand before the image. */
  public static final String JUNK_BEFORE = "junk-before";

  /** Other bytes stand behind the image. */
  public static final String JUNK_AFTER = "junk-after";
}
