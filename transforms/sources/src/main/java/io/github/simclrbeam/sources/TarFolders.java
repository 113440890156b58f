package io.github.simclrbeam.sources;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The images of an archived folder tree, as if they lay in folders: an image's id is its path, its
 * label the folder that it lies in. Of several splits ({@code train/}, {@code test/}) one must be
 * chosen.
 */
final class TarFolders implements TarListing.Members {
  private final TarListing listing;
  private final TarLayout layout;
  private final Map<String, Long> offsets = new HashMap<>();

  TarFolders(TarListing listing, TarLayout layout) throws UnusableInputException {
    this.listing = listing;
    this.layout = layout;
    String wanted = listing.settings().split();
    if (hasSplits() && !layout.splits().contains(FileSplits.word(wanted))) {
      throw new UnusableInputException(
          "%s holds several splits: choose one of %s by --split (or all), but it was: %s"
              .formatted(
                  listing.file().uri(),
                  String.join(", ", layout.splits()),
                  wanted.isEmpty() ? "not given" : wanted));
    }
  }

  @Override
  public void accept(TarMember member) throws IOException {
    if (!isWanted(member)) {
      return;
    }
    Long before = offsets.putIfAbsent(member.path(), member.offset());
    if (before != null) {
      throw listing.twice("member " + member.path(), before, member.offset());
    }
    if (!member.isNamedAsImage()) {
      String problem = "member %s of %s is not named as an image";
      listing
          .receiver()
          .accept(
              listing
                  .reference(id(member), "")
                  .setFault(
                      TarListing.noImage(
                          problem.formatted(member.path(), listing.file().uri()), member))
                  .build());
      return;
    }
    String label =
        layout.splits().isEmpty() || !TarLayout.isSplit(member.folder()) ? member.folder() : "";
    listing
        .receiver()
        .accept(listing.reference(id(member), label).mergeFrom(listing.content(member)).build());
  }

  @Override
  public void end(TarDamageException damage) {}

  private String id(TarMember member) {
    return listing.settings().id(listing.file().path(), member.path());
  }

  private boolean isWanted(TarMember member) {
    boolean image =
        member.isNamedAsImage()
            || (member.isUsable() && !FileKind.isKnownNotToBeAnImage(member.path()));
    return image
        && (!hasSplits()
            || TarLayout.split(member).equals(FileSplits.word(listing.settings().split())));
  }

  private boolean hasSplits() {
    return !layout.splits().isEmpty() && !listing.settings().split().equals(SourceSettings.ALL);
  }
}
