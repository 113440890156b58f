package io.github.simclrbeam.train;

/** What a stream of random numbers decides; its number is part of the stream's key. */
enum Draw {
  PAIR_ORDER(1),
  PAIR_DIRECTION(2),
  EPOCH_ORDER(3),
  REFLIP(4);

  private final long number;

  Draw(long number) {
    this.number = number;
  }

  long number() {
    return number;
  }
}
