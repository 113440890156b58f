package io.github.simclrbeam.shards;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.MapEntry;
import com.google.protobuf.Message;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.proto.AugmentationRecipe;
import io.github.simclrbeam.proto.DeadLetter;
import io.github.simclrbeam.proto.ImageWarning;
import io.github.simclrbeam.proto.ProtoJson;
import io.github.simclrbeam.proto.ShardManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every field of a manifest in turn states something else. */
final class LyingManifestTest {
  /** What, with a digest to match, neither the shards nor the other files of the directory tell. */
  private static final List<String> NOTHING_TELLS =
      List.of(
          "labelNames[0]",
          "labelNames[1]",
          "libraries{opencv}",
          // Between the number of shards and that of images.
          "plannedShards",
          "recipe",
          "shards[0].deadLetters",
          "shards[0].inputDigest",
          "shards[1].deadLetters",
          "shards[1].inputDigest");

  @TempDir Path directory;
  private ShardManifest manifest;

  @BeforeEach
  void writeSet() throws IOException {
    TestShards.write(directory, 12, 2);
    ShardManifest.Builder full = ManifestFiles.read(directory.toString()).toBuilder();
    full.setImagesSeen(13).setDeadLetters(1).putDeadLettersByReason("empty", 1);
    full.putWarningsByReason("salvaged", 1).putLibraries("opencv", "4");
    full.setRecipe(AugmentationRecipe.newBuilder().setName("none"));
    full.getShardsBuilder(0).setInputDigest("aa");
    full.getShardsBuilder(1).setInputDigest("bb");
    manifest = ManifestFiles.write(directory.toString(), full.build());
    lines(SideFiles.DEAD_LETTERS, DeadLetter.newBuilder().setReason("empty").build());
    lines(SideFiles.WARNINGS, ImageWarning.newBuilder().setReason("salvaged").build());
    assertThat(Verification.verify(directory.toString())).isEmpty();
  }

  @Test
  void everyChangeIsFound() throws IOException {
    assertThat(unnoticed(lie -> lie)).isEmpty();
  }

  @Test
  void everyLieOfOneWhoMakesTheDigestMatchIsFoundButThese() throws IOException {
    assertThat(unnoticed(ManifestFiles::sealed)).containsExactlyElementsOf(NOTHING_TELLS);
  }

  private TreeSet<String> unnoticed(UnaryOperator<ShardManifest> sealed) throws IOException {
    TreeSet<String> unnoticed = new TreeSet<>();
    for (Map.Entry<String, ShardManifest> lie : lies().entrySet()) {
      ShardManifest told = sealed.apply(lie.getValue());
      if (!told.equals(manifest)) {
        write(told);
        if (!noticed()) {
          unnoticed.add(lie.getKey());
        }
      }
    }
    return unnoticed;
  }

  private boolean noticed() throws IOException {
    try {
      return !Verification.verify(directory.toString()).isEmpty();
    } catch (IncompatibleFormatException e) {
      return true;
    }
  }

  private Map<String, ShardManifest> lies() {
    Map<String, ShardManifest> lies = new TreeMap<>();
    lies(manifest).forEach((name, lie) -> lies.put(name, (ShardManifest) lie));
    return lies;
  }

  /** The message with one field changed, by the field's name; of recipes the name only. */
  private static Map<String, Message> lies(Message truth) {
    Map<String, Message> lies = new TreeMap<>();
    for (FieldDescriptor field : truth.getDescriptorForType().getFields()) {
      String name = field.getJsonName();
      if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !field.isRepeated()) {
        lies.put(name, truth.toBuilder().clearField(field).build());
      } else if (!field.isRepeated()) {
        lies.put(name, truth.toBuilder().setField(field, other(truth.getField(field))).build());
      } else {
        repeated(truth, field, lies);
      }
    }
    return lies;
  }

  private static void repeated(Message truth, FieldDescriptor field, Map<String, Message> lies) {
    for (int i = 0; i < truth.getRepeatedFieldCount(field); i++) {
      Object element = truth.getRepeatedField(field, i);
      String name = field.getJsonName() + "[" + i + "]";
      Map<String, Object> others = new TreeMap<>();
      if (element instanceof MapEntry<?, ?> entry) {
        name = field.getJsonName() + "{" + entry.getKey() + "}";
        Message.Builder changed = ((Message) element).toBuilder();
        FieldDescriptor value = entry.getDescriptorForType().findFieldByName("value");
        others.put(name, changed.setField(value, other(entry.getValue())).build());
      } else if (element instanceof Message message) {
        String prefix = name + ".";
        lies(message).forEach((inner, lie) -> others.put(prefix + inner, lie));
      } else {
        others.put(name, other(element));
      }
      int index = i;
      others.forEach(
          (which, other) ->
              lies.put(which, truth.toBuilder().setRepeatedField(field, index, other).build()));
    }
  }

  private static Object other(Object value) {
    if (value instanceof Long number) {
      return number + 1;
    }
    if (value instanceof Integer number) {
      return number + 1;
    }
    return "x" + value;
  }

  private void write(ShardManifest lie) throws IOException {
    Files.writeString(directory.resolve(ManifestFiles.NAME), ProtoJson.print(lie));
  }

  private void lines(String file, Message... messages) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Message message : messages) {
      lines.add(ProtoJson.printLine(message));
    }
    StoredFile.writeAtomically(directory.resolve(file).toString(), String.join("\n", lines) + "\n");
  }
}
