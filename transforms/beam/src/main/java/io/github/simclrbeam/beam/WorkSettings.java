package io.github.simclrbeam.beam;

import io.github.simclrbeam.images.DecodeSettings;
import io.github.simclrbeam.proto.ProtoJson;
import io.github.simclrbeam.proto.ShardManifest;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;

/**
 * Everything that decides the bytes of records, beside the images: what was made under the same
 * need not be made again.
 *
 * @param views how views are made and stored
 * @param decode how images are decoded
 */
record WorkSettings(ViewSettings views, DecodeSettings decode) implements Serializable {

  /** Returns what a chunk that is made from such lines is known by: 64 hex digits. */
  String chunkDigest(String inputLines) {
    MessageDigest sha = ContentDigest.sha256();
    String settings =
        String.format(
            Locale.ROOT,
            "%s\n%d %d %d %d %s %d\n%s\n%s\n",
            ProtoJson.printLine(views.recipe()),
            views.imageSize(),
            views.channels(),
            views.viewsPerImage(),
            views.firstView(),
            views.encoding(),
            views.seed(),
            decode,
            Libraries.versions());
    sha.update(settings.getBytes(StandardCharsets.UTF_8));
    return ContentDigest.hex(sha.digest(inputLines.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Returns whether a set's shards are what would be made now of the same images, as far as its
   * manifest tells: it says nothing of how images are decoded, which only a run of the same
   * configuration keeps.
   */
  boolean made(ShardManifest manifest) {
    return manifest.getRecipe().equals(views.recipe())
        && manifest.getImageSize() == views.imageSize()
        && manifest.getChannels() == views.channels()
        && manifest.getViewsPerImage() == views.viewsPerImage()
        && manifest.getFirstView() == views.firstView()
        && manifest.getEncoding().equals(views.encoding().toString())
        && manifest.getSeed() == views.seed()
        && manifest.getLibrariesMap().equals(Libraries.versions());
  }
}
