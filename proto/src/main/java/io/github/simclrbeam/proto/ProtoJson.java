package io.github.simclrbeam.proto;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Our messages as JSON: lowerCamelCase names, zeros printed, keys of maps sorted, and 64-bit
 * numbers as JSON numbers (proto's own mapping prints those as strings, which shell scripts and
 * notebooks trip over). {@link #parse} also accepts proto's own mapping.
 */
public final class ProtoJson {
  private static final Gson INDENTED =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
  private static final Gson LINE = new GsonBuilder().disableHtmlEscaping().create();

  private ProtoJson() {}

  /** Returns the message over several lines, ending with a line feed. */
  public static String print(MessageOrBuilder message) {
    return INDENTED.toJson(tree(message)) + "\n";
  }

  /** Returns the message as one line without a line feed, for JSON Lines files. */
  public static String printLine(MessageOrBuilder message) {
    return LINE.toJson(tree(message));
  }

  /**
   * Parses into the builder.
   *
   * @throws IllegalArgumentException if the text is not JSON of this message; names the fault;
   *     fields that the message does not know are ignored, so that older programs read newer files
   *     whose format version they accept
   */
  public static void parse(String json, Message.Builder into) {
    try {
      JsonFormat.parser().ignoringUnknownFields().merge(json, into);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(
          "not a " + into.getDescriptorForType().getName() + ": " + e.getMessage(), e);
    }
  }

  private static JsonElement tree(MessageOrBuilder message) {
    try {
      String json =
          JsonFormat.printer().alwaysPrintFieldsWithNoPresence().sortingMapKeys().print(message);
      return withNumbers(
          JsonParser.parseString(json).getAsJsonObject(), message.getDescriptorForType());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonObject withNumbers(JsonObject object, Descriptor descriptor) {
    JsonObject result = new JsonObject();
    for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
      FieldDescriptor field = fieldNamed(descriptor, entry.getKey());
      result.add(entry.getKey(), withNumbers(entry.getValue(), field));
    }
    return result;
  }

  private static JsonElement withNumbers(JsonElement value, FieldDescriptor field) {
    if (field.isMapField()) {
      FieldDescriptor valueField = field.getMessageType().findFieldByName("value");
      JsonObject result = new JsonObject();
      for (Map.Entry<String, JsonElement> entry : value.getAsJsonObject().entrySet()) {
        result.add(entry.getKey(), one(entry.getValue(), valueField));
      }
      return result;
    }
    if (field.isRepeated()) {
      JsonArray result = new JsonArray();
      value.getAsJsonArray().forEach(element -> result.add(one(element, field)));
      return result;
    }
    return one(value, field);
  }

  private static JsonElement one(JsonElement value, FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case LONG -> new JsonPrimitive(new BigDecimal(value.getAsString()));
      case MESSAGE -> withNumbers(value.getAsJsonObject(), field.getMessageType());
      default -> value;
    };
  }

  private static FieldDescriptor fieldNamed(Descriptor descriptor, String jsonName) {
    for (FieldDescriptor field : descriptor.getFields()) {
      if (field.getJsonName().equals(jsonName)) {
        return field;
      }
    }
    throw new IllegalStateException(descriptor.getName() + " has no field " + jsonName);
  }
}
