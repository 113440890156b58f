package io.github.simclrbeam.images;

/** What becomes of a file that holds several images: an animation, or a TIFF of several pages. */
public enum Animations {
  /** Its first image is taken. */
  FIRST_FRAME,

  /** It is refused. */
  REFUSE
}
