package io.github.simclrbeam.encoder;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A module of an archive: it holds the tensors whose names have one part, and a module for each
 * first part of the others, so that the loaded module's {@code state_dict()} has the names that the
 * tensors had.
 */
final class TorchScriptModule {
  private final Map<String, TensorData> tensors = new LinkedHashMap<>();
  private final Map<String, TorchScriptModule> children = new LinkedHashMap<>();
  private String type;

  /** Returns the module of these tensors and the modules below it. */
  static TorchScriptModule of(Collection<TensorData> tensors) {
    TorchScriptModule root = new TorchScriptModule();
    tensors.forEach(tensor -> root.add(tensor.name(), tensor));
    return root;
  }

  /**
   * Gives this module and those below it their classes; modules that hold the same share one.
   *
   * @param name of this module's class; the names of the others begin with it
   * @param methods of this module's class
   * @param classes names of classes by their text; takes those that are new
   */
  void declare(String name, String methods, Map<String, String> classes) {
    children.forEach((child, module) -> module.declare(name + "_" + child, "", classes));
    String text = attributes() + methods;
    classes.putIfAbsent(text, name);
    type = classes.get(text);
  }

  /** Pushes this module; takes the bytes of its tensors in the order of their numbers. */
  void write(Pickle pickle, List<byte[]> storages) {
    pickle.object(ScriptArchive.MODULE, type);
    tensors.forEach((name, tensor) -> write(pickle.string(name), tensor, storages));
    children.forEach((name, module) -> module.write(pickle.string(name), storages));
    pickle.string("training").bool(false).endObject();
  }

  private void add(String name, TensorData tensor) {
    int dot = name.indexOf('.');
    if (dot < 0) {
      tensors.put(name, tensor);
    } else {
      children
          .computeIfAbsent(name.substring(0, dot), first -> new TorchScriptModule())
          .add(name.substring(dot + 1), tensor);
    }
  }

  private String attributes() {
    StringBuilder text = new StringBuilder();
    text.append("  __parameters__ = ").append(names(name -> !isBuffer(name))).append('\n');
    text.append("  __buffers__ = ").append(names(TorchScriptModule::isBuffer)).append('\n');
    text.append("  __annotations__ = []\n");
    tensors.keySet().forEach(name -> text.append("  ").append(name).append(" : Tensor\n"));
    // Of names that are numbers, which do not stand for themselves in the language.
    children.forEach(
        (name, module) ->
            text.append(
                "  __annotations__[\"%s\"] = %s.%s\n"
                    .formatted(name, ScriptArchive.MODULE, module.type)));
    return text.append("  training : bool\n").toString();
  }

  private String names(Predicate<String> chosen) {
    StringBuilder list = new StringBuilder("[");
    tensors.keySet().stream()
        .filter(chosen)
        .forEach(name -> list.append('"').append(name).append("\", "));
    return list.append("]").toString();
  }

  private static boolean isBuffer(String name) {
    return name.startsWith("running_") || name.equals("num_batches_tracked");
  }

  /** Pushes a row-major tensor that needs no gradient. */
  private static void write(Pickle pickle, TensorData tensor, List<byte[]> storages) {
    long[] shape = tensor.shape();
    long elements = TensorData.elements(shape);
    String storage = tensor.type() == TensorType.I64 ? "LongStorage" : "FloatStorage";
    pickle.global("torch._utils", "_rebuild_tensor_v2").mark();
    pickle.mark().string("storage").global("torch", storage);
    pickle.string(Integer.toString(storages.size())).string("cpu").number(elements);
    pickle.tuple().persistent();
    pickle.number(0).tuple(shape).tuple(strides(shape)).bool(false);
    pickle.global("collections", "OrderedDict").emptyTuple().call();
    pickle.tuple().call();
    storages.add(tensor.bytes());
  }

  private static long[] strides(long[] shape) {
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= shape[axis];
    }
    return strides;
  }
}
