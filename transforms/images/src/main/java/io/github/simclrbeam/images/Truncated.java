package io.github.simclrbeam.images;

/** What becomes of a JPEG that ends too early; a cut image of another format is always refused. */
public enum Truncated {
  /** It is refused. */
  STRICT,

  /** What is there is kept, the rest is gray; the share that is there is told. */
  SALVAGE
}
