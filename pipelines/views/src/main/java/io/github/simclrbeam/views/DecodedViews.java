package io.github.simclrbeam.views;

import io.github.simclrbeam.images.ImageDecoder;
import io.github.simclrbeam.images.UndecodableImageException;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.RecordCheck;
import io.github.simclrbeam.shards.ViewRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * That views are images of the encoding, size and channels that the manifest states.
 *
 * @param all every view; otherwise those of each shard's first record, which costs next to nothing
 */
public record DecodedViews(boolean all) implements RecordCheck {
  @Override
  public List<String> problems(long number, ViewRecord record, ShardManifest manifest) {
    if (number > 0 && !all) {
      return List.of();
    }
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < record.views().size(); i++) {
      try {
        ImageDecoder.decodeView(
            record.views().get(i),
            manifest.getEncoding(),
            manifest.getImageSize(),
            manifest.getChannels());
      } catch (UndecodableImageException | IllegalArgumentException e) {
        problems.add("views[%d] cannot be decoded: %s".formatted(i, e.getMessage()));
      }
    }
    return problems;
  }
}
