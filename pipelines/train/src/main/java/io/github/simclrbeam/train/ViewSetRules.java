package io.github.simclrbeam.train;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.github.simclrbeam.proto.AugmentationRecipe;
import io.github.simclrbeam.proto.ProtoJson;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.ShardSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What must hold between sets of views for an image's views in all of them to be of one kind. */
final class ViewSetRules {
  private final ShardSet first;
  private final List<String> problems = new ArrayList<>();

  private ViewSetRules(ShardSet first) {
    this.first = first;
  }

  /**
   * Returns what does not hold; each with both values and both directories.
   *
   * @param sets ascending by their first view, at least one
   */
  static List<String> problems(List<ShardSet> sets) {
    ViewSetRules rules = new ViewSetRules(sets.get(0));
    sets.subList(1, sets.size()).forEach(rules::compare);
    rules.ranges(sets);
    return rules.problems;
  }

  private void compare(ShardSet other) {
    ShardManifest a = first.manifest();
    ShardManifest b = other.manifest();
    equal("seed", a.getSeed(), b.getSeed(), other);
    equal("imageSize", a.getImageSize(), b.getImageSize(), other);
    equal("channels", a.getChannels(), b.getChannels(), other);
    equal("labelNames", a.getLabelNamesList(), b.getLabelNamesList(), other);
    for (FieldDescriptor field : AugmentationRecipe.getDescriptor().getFields()) {
      equal(
          "recipe's " + field.getJsonName(),
          value(a.getRecipe(), field),
          value(b.getRecipe(), field),
          other);
    }
  }

  private void equal(String what, Object one, Object another, ShardSet other) {
    if (!Objects.equals(one, another)) {
      problems.add(
          "%s must be the same, but is %s in %s and %s in %s"
              .formatted(what, one, first.directory(), another, other.directory()));
    }
  }

  private static Object value(AugmentationRecipe recipe, FieldDescriptor field) {
    if (field.hasPresence() && !recipe.hasField(field)) {
      return "none";
    }
    Object value = recipe.getField(field);
    return value instanceof Message message ? ProtoJson.printLine(message) : value;
  }

  private void ranges(List<ShardSet> sets) {
    ShardSet widest = sets.get(0);
    for (ShardSet set : sets.subList(1, sets.size())) {
      long from = set.manifest().getFirstView();
      long to = Math.min(end(widest), end(set));
      if (from < to) {
        problems.add(
            "views must not be there twice, but views %d to %d are in both %s and %s"
                .formatted(from, to - 1, widest.directory(), set.directory()));
      }
      widest = end(set) > end(widest) ? set : widest;
    }
  }

  private static long end(ShardSet set) {
    return (long) set.manifest().getFirstView() + set.manifest().getViewsPerImage();
  }
}
