package io.github.simclrbeam.shards;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.simclrbeam.proto.Shard;
import io.github.simclrbeam.proto.ShardManifest;
import java.util.Locale;

/**
 * TFDS's {@code dataset_info.json}: a {@code DatasetInfo} in proto's JSON mapping, whose 64-bit
 * numbers are strings. TFDS refuses keys that it does not know.
 */
final class DatasetInfo {
  private static final String VERSION = "1.0.0";

  /** TFDS takes this name for all splits together, and does not end when a split has it. */
  private static final String ALL = "all";

  private static final String NAME_OF_ALL = "everything";

  private DatasetInfo() {}

  static String json(ShardManifest manifest) {
    JsonObject info = new JsonObject();
    info.addProperty("name", manifest.getDataset());
    info.addProperty("version", VERSION);
    info.addProperty("description", description(manifest));
    info.addProperty("fileFormat", "tfrecord");
    JsonArray splits = new JsonArray();
    splits.add(split(manifest));
    info.add("splits", splits);
    if (Labelling.of(manifest) == Labelling.ALL) {
      info.add("supervisedKeys", supervisedKeys());
    }
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(info) + "\n";
  }

  private static String description(ShardManifest manifest) {
    return String.format(
        Locale.ROOT,
        "%d augmented views of each image, %d x %d x %d, recipe %s, seed %d; made by simclr-beam",
        manifest.getViewsPerImage(),
        manifest.getImageSize(),
        manifest.getImageSize(),
        manifest.getChannels(),
        manifest.getRecipe().getName(),
        manifest.getSeed());
  }

  private static JsonObject split(ShardManifest manifest) {
    boolean all = manifest.getSplit().equals(ALL);
    JsonObject split = new JsonObject();
    split.addProperty("name", all ? NAME_OF_ALL : manifest.getSplit());
    JsonArray lengths = new JsonArray();
    long bytes = 0;
    for (Shard shard : manifest.getShardsList()) {
      lengths.add(Long.toString(shard.getRecords()));
      bytes += shard.getBytes();
    }
    split.add("shardLengths", lengths);
    split.addProperty("numBytes", Long.toString(bytes));
    split.addProperty(
        "filepathTemplate",
        "{DATASET}-" + (all ? ALL : "{SPLIT}") + ".{FILEFORMAT}-{SHARD_X_OF_Y}");
    return split;
  }

  /** What {@code as_supervised=True} gives: (views, label). */
  private static JsonObject supervisedKeys() {
    JsonArray items = new JsonArray();
    for (String key : new String[] {"views", "label"}) {
      JsonObject item = new JsonObject();
      item.addProperty("featureKey", key);
      items.add(item);
    }
    JsonObject tuple = new JsonObject();
    tuple.add("items", items);
    JsonObject keys = new JsonObject();
    keys.add("tuple", tuple);
    return keys;
  }
}
