package io.github.simclrbeam.sources;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The samples of a WebDataset archive: members with one key, one after the other. */
final class TarSamples implements TarListing.Members {
  private final TarListing listing;
  private final Map<String, Long> offsets = new HashMap<>();
  private TarSample sample;

  TarSamples(TarListing listing) {
    this.listing = listing;
  }

  @Override
  public void accept(TarMember member) throws IOException {
    String key = member.key();
    if (sample == null || !sample.key().equals(key)) {
      end(null);
      Long before = offsets.putIfAbsent(key, member.offset());
      if (before != null) {
        throw listing.twice("the members with key " + key, before, member.offset());
      }
      sample = new TarSample(listing, key);
    }
    sample.add(member);
  }

  @Override
  public void end(TarDamageException damage) throws IOException {
    if (sample == null) {
      return;
    }
    if (damage != null && TarMember.named(damage.path()).key().equals(sample.key())) {
      sample.fail(damage.fault());
    }
    TarSample last = sample;
    sample = null;
    last.handOut();
  }
}
