package io.github.simclrbeam.sources;

import io.github.simclrbeam.proto.Fault;
import io.github.simclrbeam.proto.ImageReference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The members of one key.
 *
 * <p>The image is the member with the extension that the user named; otherwise the one whose
 * extension is that of an image; otherwise the one whose extension ends in that of an image, so
 * that {@code 22.05.png} does not vanish. Of several the user must name one; one that comes after
 * another in this order is a fault of its own.
 *
 * <p>The label is the text of the member with the extension that the user named, or that field of
 * the JSON member; otherwise the text of {@code .cls} or {@code .label}; otherwise the JSON
 * member's {@code label}, {@code class}, {@code cls} or {@code class_name}.
 */
final class TarSample {
  private static final int NAMED = 3;
  private static final int ENDS_LIKE = 2;
  private static final int FIELD = 1;

  private final TarListing listing;
  private final String key;
  private final Map<String, TarMember> members = new LinkedHashMap<>();
  private final List<TarMember> others = new ArrayList<>();
  private ImageReference content;
  private TarMember image;
  private TarMember rival;
  private int imageRank;
  private String label = "";
  private int labelRank;
  private Fault fault;

  TarSample(TarListing listing, String key) {
    this.listing = listing;
    this.key = key;
  }

  String key() {
    return key;
  }

  /**
   * Takes the next member.
   *
   * @throws UnusableInputException if there is one with its extension already
   */
  void add(TarMember member) throws IOException {
    TarMember before = members.putIfAbsent(member.extension(), member);
    if (before != null) {
      throw listing.twice("member " + member.path(), before.offset(), member.offset());
    }
    try {
      addImage(member);
      addLabel(member);
    } catch (TarDamageException e) {
      fail(e.fault());
      throw e;
    }
  }

  /** Says that something is wrong with the sample as a whole. */
  void fail(Fault problem) {
    fault = fault == null ? problem : fault;
  }

  /**
   * Hands out the image, or why there is none.
   *
   * @throws UnusableInputException if there are several
   */
  void handOut() throws IOException {
    if (rival != null) {
      throw new UnusableInputException(
          "sample %s of %s has several images: name the extension of one by --imageColumn: %s, %s"
              .formatted(key, listing.file().uri(), image.extension(), rival.extension()));
    }
    if (fault == null && image == null) {
      if (isMetadata()) {
        return;
      }
      TarMember first = members.values().iterator().next();
      String problem = "sample %s of %s has no image; its members end in: %s";
      fail(
          TarListing.noImage(
              problem.formatted(key, listing.file().uri(), String.join(", ", members.keySet())),
              first));
    }
    String column = listing.settings().labelColumn();
    if (fault == null && labelRank == 0 && !column.isEmpty()) {
      throw new UnusableInputException(
          "sample %s of %s has no member or JSON field %s (--labelColumn); its members end in: %s"
              .formatted(key, listing.file().uri(), column, String.join(", ", members.keySet())));
    }
    String id = listing.settings().id(listing.file().path(), key);
    ImageReference.Builder reference = listing.reference(id, label);
    listing
        .receiver()
        .accept((fault == null ? reference.mergeFrom(content) : reference.setFault(fault)).build());
    for (TarMember other : others) {
      handOutOther(other);
    }
  }

  private void handOutOther(TarMember other) throws IOException {
    String problem =
        "member %s of %s is not used: its sample has another image, %s; to use one extension only, name it by --imageColumn";
    Fault unused =
        TarListing.noImage(
            problem.formatted(other.path(), listing.file().uri(), image.path()), other);
    String id = listing.settings().id(listing.file().path(), other.path());
    listing.receiver().accept(listing.reference(id, label).setFault(unused).build());
  }

  private void addImage(TarMember member) throws IOException {
    int rank = imageRank(member);
    if (rank > imageRank) {
      addOther(image);
      addOther(rival);
      imageRank = rank;
      image = member;
      rival = null;
      content = listing.content(member);
    } else if (rank > 0 && rank == imageRank) {
      addOther(rival);
      rival = member;
    } else if (rank > 0) {
      addOther(member);
    }
  }

  /**
   * A mask (seg.png) belongs to its image; a further image (png, 1.png) is one that is not used.
   */
  private void addOther(TarMember member) {
    if (member != null && (member.isPlain() || member.extension().matches("[0-9].*"))) {
      others.add(member);
    }
  }

  private int imageRank(TarMember member) {
    String given = listing.settings().imageColumn().toLowerCase(Locale.ROOT);
    if (!given.isEmpty()) {
      return member.extension().equals(given) ? NAMED : 0;
    }
    if (!member.isNamedAsImage() || member.extension().isEmpty()) {
      return 0;
    }
    return member.isPlain() ? NAMED : ENDS_LIKE;
  }

  private void addLabel(TarMember member) throws IOException {
    int rank = labelRank(member.extension());
    if (rank <= labelRank || !member.isUsable()) {
      return;
    }
    try {
      if (member.bytes() > TarLabel.MOST_BYTES) {
        throw new IllegalArgumentException(
            "it must have at most %d bytes".formatted(TarLabel.MOST_BYTES));
      }
      byte[] bytes = listing.archive().read(member);
      SourceSettings settings = listing.settings();
      Optional<String> found =
          rank == FIELD
              ? TarLabel.ofJson(bytes, settings.labelColumn())
              : Optional.of(TarLabel.ofText(bytes));
      if (found.isPresent()) {
        label = TarLabel.named(found.get(), settings.labelNames());
        labelRank = rank;
      }
    } catch (IllegalArgumentException e) {
      String problem = "member %s holds no label: %s".formatted(member.path(), e.getMessage());
      fail(FaultReasons.fault(FaultReasons.CORRUPT, problem, member.offset(), member.bytes()));
    }
  }

  private int labelRank(String extension) {
    String given = listing.settings().labelColumn();
    boolean named =
        given.isEmpty()
            ? TarLabel.isLabel(extension)
            : extension.equals(given.toLowerCase(Locale.ROOT));
    if (named) {
      return NAMED;
    }
    boolean endsLike =
        given.isEmpty() && TarLabel.isLabel(extension.substring(extension.lastIndexOf('.') + 1));
    return endsLike ? ENDS_LIKE : TarLabel.isJson(extension) ? FIELD : 0;
  }

  /** A lone file that tells of the archive, and that no sample would have. */
  private boolean isMetadata() {
    TarMember only = members.values().iterator().next();
    return members.size() == 1
        && FileKind.isKnownNotToBeAnImage(only.path())
        && !TarLabel.isJson(only.extension())
        && !only.extension().equals("txt")
        && !only.extension().equals("npy");
  }
}
