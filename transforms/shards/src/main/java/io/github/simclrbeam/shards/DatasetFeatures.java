package io.github.simclrbeam.shards;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.simclrbeam.proto.ShardManifest;

/**
 * TFDS's {@code features.json}: the features of a record ({@link ViewRecord}) and the Python
 * classes that read them, in proto's JSON mapping, whose 64-bit numbers are strings.
 *
 * <ul>
 *   <li>{@code id}: a text;
 *   <li>{@code label}: a class number; a list of none or one where only some records have a label,
 *       since TFDS knows no absent number; left out where none has;
 *   <li>{@code views}: pixels, uint8, [K, height, width, channels]; raw ones are tensors stored as
 *       bytes;
 *   <li>{@code params}: K serialized messages.
 * </ul>
 */
final class DatasetFeatures {
  private static final String PACKAGE = "tensorflow_datasets.core.features.";

  /** A sequence of any length; without a length TFDS takes 0 and fails. */
  private static final int ANY_LENGTH = -1;

  private DatasetFeatures() {}

  static String json(ShardManifest manifest) {
    JsonObject features = new JsonObject();
    features.add("id", text());
    Labelling labelling = Labelling.of(manifest);
    if (labelling == Labelling.ALL) {
      features.add("label", label(manifest));
    } else if (labelling == Labelling.SOME) {
      features.add("label", sequence(label(manifest), ANY_LENGTH));
    }
    features.add("params", sequence(text(), ANY_LENGTH));
    features.add("views", sequence(view(manifest), manifest.getViewsPerImage()));
    JsonObject dict = new JsonObject();
    dict.add("features", features);
    JsonObject root = feature("features_dict.FeaturesDict", "featuresDict", dict);
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(root) + "\n";
  }

  private static JsonObject text() {
    return feature("text_feature.Text", "text", new JsonObject());
  }

  private static JsonObject label(ShardManifest manifest) {
    JsonObject label = new JsonObject();
    label.addProperty("numClasses", Integer.toString(manifest.getLabelNamesCount()));
    return feature("class_label_feature.ClassLabel", "classLabel", label);
  }

  private static JsonObject view(ShardManifest manifest) {
    JsonArray dimensions = new JsonArray();
    dimensions.add(Integer.toString(manifest.getImageSize()));
    dimensions.add(Integer.toString(manifest.getImageSize()));
    dimensions.add(Integer.toString(manifest.getChannels()));
    JsonObject shape = new JsonObject();
    shape.add("dimensions", dimensions);
    JsonObject view = new JsonObject();
    view.add("shape", shape);
    view.addProperty("dtype", "uint8");
    if (manifest.getEncoding().equals("raw")) {
      view.addProperty("encoding", "bytes");
      return feature("tensor_feature.Tensor", "tensor", view);
    }
    view.addProperty("encodingFormat", manifest.getEncoding());
    return feature("image_feature.Image", "image", view);
  }

  private static JsonObject sequence(JsonObject element, int length) {
    JsonObject sequence = new JsonObject();
    sequence.add("feature", element);
    sequence.addProperty("length", Integer.toString(length));
    return feature("sequence_feature.Sequence", "sequence", sequence);
  }

  private static JsonObject feature(String pythonClass, String key, JsonObject content) {
    JsonObject feature = new JsonObject();
    feature.addProperty("pythonClassName", PACKAGE + pythonClass);
    feature.add(key, content);
    return feature;
  }
}
