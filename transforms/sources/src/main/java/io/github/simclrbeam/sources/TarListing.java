package io.github.simclrbeam.sources;

import com.google.protobuf.ByteString;
import io.github.simclrbeam.proto.Fault;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.Span;
import java.io.IOException;
import java.util.Optional;

/**
 * Lists one tar archive.
 *
 * @param file the archive
 * @param settings what the user says
 * @param archive its members
 * @param receiver of its images
 */
record TarListing(
    Candidate file, SourceSettings settings, TarReader archive, ImageReceiver receiver) {
  /** Of an image that must be carried along. */
  private static final int MOST_BYTES = 1 << 28;

  /** What is made of members. */
  interface Members {
    void accept(TarMember member) throws IOException;

    /**
     * Hands out what waits for more members.
     *
     * @param damage why no more come; null at the end
     */
    void end(TarDamageException damage) throws IOException;
  }

  static void list(Candidate file, SourceSettings settings, ImageReceiver receiver)
      throws IOException {
    TarLayout layout = TarLayout.of(file, settings);
    try (TarReader archive = TarReader.open(file)) {
      TarListing listing = new TarListing(file, settings, archive, receiver);
      listing.list(layout.samples() ? new TarSamples(listing) : new TarFolders(listing, layout));
    }
  }

  private void list(Members members) throws IOException {
    try {
      for (Optional<TarMember> next = archive.next(); next.isPresent(); next = archive.next()) {
        members.accept(next.get());
      }
      archive.checkEnd();
    } catch (TarDamageException e) {
      members.end(e);
      String id = file.path() + "#byte-" + e.fault().getOffset();
      receiver.accept(reference(id, "").setFault(e.fault()).build());
      return;
    }
    members.end(null);
  }

  /** Returns a reference without content. */
  ImageReference.Builder reference(String id, String label) {
    return ImageReference.newBuilder().setId(id).setUri(file.uri()).setLabelName(label);
  }

  /**
   * Returns an image's content, or why there is none; to be taken while the member is the last that
   * came.
   */
  ImageReference content(TarMember image) throws IOException {
    ImageReference.Builder content = ImageReference.newBuilder();
    if (!image.isUsable()) {
      String problem = "member %s has no bytes of its own: %s";
      return content
          .setFault(noImage(problem.formatted(image.path(), image.problem()), image))
          .build();
    }
    if (!file.compressed()) {
      Span.Builder span = Span.newBuilder().setOffset(image.dataOffset()).setLength(image.bytes());
      return content.setEncoded(span).build();
    }
    if (image.bytes() > MOST_BYTES) {
      String problem = "member %s of a compressed archive must have at most %d bytes, but has: %d";
      return content
          .setFault(
              FaultReasons.fault(
                  FaultReasons.TOO_LARGE,
                  problem.formatted(image.path(), MOST_BYTES, image.bytes()),
                  image.offset(),
                  image.bytes()))
          .build();
    }
    return content.setCarriedEncoded(ByteString.copyFrom(archive.read(image))).build();
  }

  static Fault noImage(String message, TarMember member) {
    return FaultReasons.fault(FaultReasons.NO_IMAGE, message, member.offset(), member.bytes());
  }

  /** Refuses a name that comes twice. */
  UnusableInputException twice(String what, long first, long second) {
    return new UnusableInputException(
        "%s of %s must come once, but came at byte %d and again at byte %d%s"
            .formatted(
                what, file.uri(), first, second, file.compressed() ? " (uncompressed)" : ""));
  }
}
