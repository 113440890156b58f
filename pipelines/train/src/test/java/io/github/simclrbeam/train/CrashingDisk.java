package io.github.simclrbeam.train;

import io.github.simclrbeam.files.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A directory on the real disk that remembers what of it was forced. It dies at a chosen change and
 * refuses all later ones; {@link #restart} then leaves what the disk could hold after the machine
 * has started again: for each file bytes that it had since it was forced, for each directory names
 * that it held since it was forced.
 */
final class CrashingDisk implements Disk {
  /** When in the fatal change it dies. */
  enum Moment {
    BEFORE,
    /** Half of the bytes are written; as BEFORE where a change has no bytes. */
    MIDWAY,
    AFTER
  }

  /** What becomes of changes that were not forced. */
  enum Survival {
    /** All are there: only the process died. */
    ALL,
    /** None is. */
    NONE,
    /** New names are there, with the bytes that were forced: files may be empty. */
    NAMES,
    /** Of each file and directory, some of its changes in their order. */
    SOME
  }

  static final class CrashException extends IOException {
    private static final long serialVersionUID = 1;

    CrashException() {
      super("the disk is dead");
    }
  }

  /** A file or directory with its states since it was last forced, that one first. */
  private static final class Node {
    final List<byte[]> bytes = new ArrayList<>();
    final List<Map<String, Node>> names = new ArrayList<>();

    boolean isDirectory() {
      return !names.isEmpty();
    }

    Map<String, Node> now() {
      return names.get(names.size() - 1);
    }

    void forced() {
      bytes.subList(0, Math.max(0, bytes.size() - 1)).clear();
      names.subList(0, Math.max(0, names.size() - 1)).clear();
    }
  }

  /** A change as it is made on the real disk. */
  @FunctionalInterface
  private interface Change {
    void make() throws IOException;
  }

  private final Path root;
  private final Node tree;
  private long left;
  private Moment moment = Moment.BEFORE;
  private long changes;

  /** What the root holds now counts as forced. */
  CrashingDisk(Path root) throws IOException {
    this.root = root.toAbsolutePath();
    this.tree = read(this.root);
    this.left = Long.MAX_VALUE;
  }

  /** Dies at this change from now, counted from 0. */
  void dieAt(long change, Moment when) {
    left = change;
    moment = when;
  }

  /** Returns how many changes were made. */
  long changes() {
    return changes;
  }

  /** Leaves in the root what a machine could find after its restart. */
  void restart(Survival survival, SplittableRandom random) throws IOException {
    clear(root);
    write(root, tree, survival, random);
  }

  @Override
  public void makeDirectory(Path directory) throws IOException {
    change(
        () -> {
          Files.createDirectory(directory);
          rename(directory.getParent(), "", name(directory), directory());
        });
  }

  @Override
  public void write(Path file, byte[] bytes) throws IOException {
    if (dying() && moment == Moment.MIDWAY) {
      writeNow(file, Arrays.copyOf(bytes, bytes.length / 2));
    }
    change(() -> writeNow(file, bytes));
  }

  private void writeNow(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    Node node = new Node();
    node.bytes.add(new byte[0]);
    node.bytes.add(bytes);
    rename(file.getParent(), "", name(file), node);
  }

  @Override
  public void append(Path file, byte[] bytes) throws IOException {
    byte[] before = Files.readAllBytes(file);
    byte[] after = Arrays.copyOf(before, before.length + bytes.length);
    System.arraycopy(bytes, 0, after, before.length, bytes.length);
    if (dying() && moment == Moment.MIDWAY) {
      rewrite(file, Arrays.copyOf(after, before.length + bytes.length / 2));
    }
    change(() -> rewrite(file, after));
  }

  @Override
  public void truncate(Path file, long bytes) throws IOException {
    byte[] after = Arrays.copyOf(Files.readAllBytes(file), Math.toIntExact(bytes));
    change(() -> rewrite(file, after));
  }

  private void rewrite(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    node(file).bytes.add(bytes);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    if (!from.getParent().equals(to.getParent())) {
      throw new IOException("only within a directory is it one change: " + from + " to " + to);
    }
    change(
        () -> {
          Disk.local().move(from, to);
          rename(from.getParent(), name(from), name(to), node(from));
        });
  }

  @Override
  public void delete(Path path) throws IOException {
    change(
        () -> {
          Files.delete(path);
          rename(path.getParent(), name(path), "", null);
        });
  }

  @Override
  public void force(Path path) throws IOException {
    change(() -> node(path).forced());
  }

  private boolean dying() {
    return left == 0;
  }

  private void change(Change change) throws IOException {
    if (left < 0) {
      throw new CrashException();
    }
    boolean last = left-- == 0;
    if (last && moment != Moment.AFTER) {
      throw new CrashException();
    }
    change.make();
    changes++;
    if (last) {
      throw new CrashException();
    }
  }

  /** Takes one name out of a directory and puts another in, in one change. */
  private void rename(Path directory, String from, String to, Node node) {
    Node parent = node(directory);
    Map<String, Node> names = new TreeMap<>(parent.now());
    names.remove(from);
    if (!to.isEmpty()) {
      names.put(to, node);
    }
    parent.names.add(names);
  }

  private Node node(Path path) {
    Node node = tree;
    for (Path name : root.relativize(path.toAbsolutePath())) {
      node = name.toString().isEmpty() ? node : node.now().get(name.toString());
    }
    return node;
  }

  private static Node directory() {
    Node node = new Node();
    node.names.add(Map.of());
    return node;
  }

  private static Node read(Path path) throws IOException {
    Node node = new Node();
    if (!Files.isDirectory(path)) {
      node.bytes.add(Files.readAllBytes(path));
      return node;
    }
    Map<String, Node> names = new LinkedHashMap<>();
    try (var below = Files.list(path)) {
      for (Path file : below.toList()) {
        names.put(name(file), read(file));
      }
    }
    node.names.add(names);
    return node;
  }

  private static void write(Path to, Node node, Survival survival, SplittableRandom random)
      throws IOException {
    if (!node.isDirectory()) {
      Files.write(
          to, one(node.bytes, survival == Survival.NAMES ? Survival.NONE : survival, random));
      return;
    }
    Files.createDirectories(to);
    Survival ofNames = survival == Survival.NAMES ? Survival.ALL : survival;
    for (Map.Entry<String, Node> below : one(node.names, ofNames, random).entrySet()) {
      write(to.resolve(below.getKey()), below.getValue(), survival, random);
    }
  }

  private static <T> T one(List<T> states, Survival survival, SplittableRandom random) {
    return switch (survival) {
      case ALL -> states.get(states.size() - 1);
      case SOME -> states.get(random.nextInt(states.size()));
      default -> states.get(0);
    };
  }

  private static void clear(Path directory) throws IOException {
    try (var below = Files.walk(directory)) {
      for (Path path : below.sorted(java.util.Comparator.reverseOrder()).toList()) {
        // run.json is written by others, who force it themselves.
        if (!path.equals(directory) && !path.endsWith("run.json")) {
          Files.delete(path);
        }
      }
    }
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }
}
