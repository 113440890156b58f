import com.google.api.client.util.FieldInfo;
import com.google.api.client.util.ClassInfo;
import com.google.api.client.util.GenericData;
import com.google.api.services.dataflow.model.ContainerSpec;
import com.google.api.services.dataflow.model.Job;
import com.google.api.services.dataflow.model.LaunchFlexTemplateRequest;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Prints the fields of a job, a template's launch and a template's file as JSON, from the classes of Google's client
 * for Dataflow. To renew the list that the stand-in goes by, from the repository's root:
 *
 * <pre>
 * java -cp 'target/app/lib/*:target/app/runners/dataflow/*' infra/checks/engines/DataflowFields.java \
 *   &gt; infra/checks/engines/dataflow-fields.json
 * </pre>
 *
 * <p>A type is string, boolean, number, any, a message's name, a list of one type, or a map {"*": type}.
 */
final class DataflowFields {
  private final Deque<Class<?>> open = new ArrayDeque<>();
  private final SortedMap<String, String> messages = new TreeMap<>();

  public static void main(String[] arguments) {
    DataflowFields fields = new DataflowFields();
    fields.open.addAll(List.of(Job.class, LaunchFlexTemplateRequest.class, ContainerSpec.class));
    while (!fields.open.isEmpty()) {
      fields.describe(fields.open.pop());
    }
    System.out.println("{");
    System.out.println(String.join(",\n", fields.messages.values()));
    System.out.println("}");
  }

  private void describe(Class<?> message) {
    if (messages.containsKey(message.getSimpleName())) {
      return;
    }
    SortedMap<String, String> types = new TreeMap<>();
    messages.put(message.getSimpleName(), "");
    for (FieldInfo field : ClassInfo.of(message).getFieldInfos()) {
      types.put(field.getName(), type(field.getGenericType()));
    }
    List<String> lines = new ArrayList<>();
    types.forEach((name, type) -> lines.add("    \"" + name + "\": " + type));
    messages.put(
        message.getSimpleName(),
        "  \"" + message.getSimpleName() + "\": {\n" + String.join(",\n", lines) + "\n  }");
  }

  private String type(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] of = generic.getActualTypeArguments();
      return generic.getRawType() == List.class ? "[" + type(of[0]) + "]" : "{\"*\": " + type(of[1]) + "}";
    }
    Class<?> plain = (Class<?>) type;
    if (GenericData.class.isAssignableFrom(plain)) {
      open.add(plain);
      return "\"" + plain.getSimpleName() + "\"";
    }
    if (plain == String.class) {
      return "\"string\"";
    }
    if (plain == Boolean.class) {
      return "\"boolean\"";
    }
    return Number.class.isAssignableFrom(plain) ? "\"number\"" : "\"any\"";
  }
}
