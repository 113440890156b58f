package io.github.simclrbeam.encoder;

import io.github.simclrbeam.files.Disk;
import io.github.simclrbeam.files.FileEntry;
import io.github.simclrbeam.files.Listing;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.files.WholeDirectory;
import io.github.simclrbeam.proto.CheckpointState;
import io.github.simclrbeam.proto.ProtoJson;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Checkpoint directories {@code <run>/checkpoints/step-00000585} with {@code encoder.safetensors},
 * {@code projector.safetensors}, {@code optimizer.safetensors} and {@code state.json}. One that has
 * its state.json is whole.
 */
public final class Checkpoints {
  private static final int FORMAT_VERSION = 1;
  private static final String STATE = "state.json";
  private static final String ENCODER = "encoder.safetensors";
  private static final String PROJECTOR = "projector.safetensors";
  private static final String OPTIMIZER = "optimizer.safetensors";

  private Checkpoints() {}

  /**
   * Writes a checkpoint so that a reader sees it whole or not at all, and nothing undoes it once
   * this has returned.
   *
   * @param state all but the format version and the digests, which are filled in here
   * @return the checkpoint's directory
   * @throws TrainingDivergedException if a number is not finite; nothing is written then
   */
  public static String write(
      String run, CheckpointState state, SimClrModel model, Optimizer optimizer)
      throws IOException {
    return write(run, state, model, optimizer, Disk.local());
  }

  /**
   * As the shorter form.
   *
   * @param disk where it goes, if the run is local
   */
  public static String write(
      String run, CheckpointState state, SimClrModel model, Optimizer optimizer, Disk disk)
      throws IOException {
    Map<String, Supplier<List<TensorData>>> tensors = new LinkedHashMap<>();
    tensors.put(ENCODER, model.encoderTensors()::export);
    tensors.put(PROJECTOR, model.projectorTensors()::export);
    tensors.put(OPTIMIZER, optimizer::export);
    CheckpointState.Builder whole =
        state.toBuilder()
            .setFormatVersion(FORMAT_VERSION)
            .setEncoderDigest(model.encoderDigest())
            .setBatchNormDigest(model.batchNormDigest())
            .clearFileDigests();
    Map<String, StoredFile.Content> files = new LinkedHashMap<>();
    for (Map.Entry<String, Supplier<List<TensorData>>> file : tensors.entrySet()) {
      // Taken from the engine twice: the memory for all files at once may not be there.
      whole.putFileDigests(file.getKey(), digest(finite(file.getValue().get(), state.getStep())));
      files.put(
          file.getKey(), out -> SafetensorsWriter.write(file.getValue().get(), Map.of(), out));
    }
    byte[] json = ProtoJson.print(whole).getBytes(StandardCharsets.UTF_8);
    files.put(STATE, out -> out.write(json));
    WholeDirectory directory = directory(run, name(state.getStep()), disk);
    directory.write(files);
    return directory.uri();
  }

  /** Returns the name of the checkpoint after so many steps, e.g. "step-00000585". */
  public static String name(long steps) {
    return "step-%08d".formatted(steps);
  }

  /** Returns the directory of a run's checkpoint of this name, whether it is there or not. */
  public static WholeDirectory directory(String run, String name, Disk disk) {
    String checkpoints = Uris.resolve(Uris.plain(run), "checkpoints");
    return new WholeDirectory(Uris.resolve(checkpoints, name), STATE, disk);
  }

  /** Returns the directories of a run's checkpoints, the one of the fewest steps first. */
  public static List<String> all(String run) throws IOException {
    return Listing.expandIfAny(pattern(run)).stream()
        .map(FileEntry::uri)
        .map(Uris::parent)
        // Of more than eight digits, the longer name is of more steps.
        .sorted(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /**
   * Returns the directory of the last checkpoint of a run, or the directory itself if it is one.
   *
   * @throws FileNotFoundException if there is none
   */
  public static String latest(String runOrCheckpoint) throws IOException {
    String uri = Uris.plain(runOrCheckpoint);
    if (StoredFile.exists(Uris.resolve(uri, STATE))) {
      return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    }
    List<String> all = all(uri);
    if (all.isEmpty()) {
      throw new FileNotFoundException("no checkpoint in %s: no %s".formatted(uri, pattern(uri)));
    }
    return all.get(all.size() - 1);
  }

  /**
   * Returns what state.json holds.
   *
   * @throws DamagedCheckpointException if it cannot be understood
   * @throws IOException if it cannot be read or is of a format that we do not know
   */
  public static CheckpointState state(String checkpoint) throws IOException {
    String uri = Uris.resolve(Uris.plain(checkpoint), STATE);
    try {
      CheckpointState.Builder state = CheckpointState.newBuilder();
      ProtoJson.parse(StoredFile.readText(uri), state);
      if (state.getFormatVersion() != FORMAT_VERSION) {
        throw new IOException(
            "format version must be %d, but was: %d (%s)"
                .formatted(FORMAT_VERSION, state.getFormatVersion(), uri));
      }
      return state.build();
    } catch (IllegalArgumentException e) {
      throw new DamagedCheckpointException("not a checkpoint's state (%s)".formatted(uri), e);
    }
  }

  /**
   * Takes weights, buffers and the optimizer's state from a checkpoint, exactly.
   *
   * @return its state
   * @throws DamagedCheckpointException if a file is missing or not as it was written; nothing has
   *     changed then
   * @throws IOException if a file cannot be read or does not fit the model
   */
  public static CheckpointState load(String checkpoint, SimClrModel model, Optimizer optimizer)
      throws IOException {
    CheckpointState state = state(checkpoint);
    Map<String, TensorData> encoder = tensors(checkpoint, ENCODER, state);
    Map<String, TensorData> projector = tensors(checkpoint, PROJECTOR, state);
    Map<String, TensorData> velocities = tensors(checkpoint, OPTIMIZER, state);
    model.restore(encoder, projector, checkpoint);
    optimizer.restore(velocities, checkpoint);
    return state;
  }

  /** Returns the encoder's tensors of a checkpoint, verified. */
  static Map<String, TensorData> encoder(String checkpoint, CheckpointState state)
      throws IOException {
    return tensors(checkpoint, ENCODER, state);
  }

  private static Map<String, TensorData> tensors(
      String checkpoint, String name, CheckpointState state) throws IOException {
    String uri = Uris.resolve(Uris.plain(checkpoint), name);
    // Read twice, before anything is taken from it: of a store it is sent once.
    try (FileChannel file = StoredFile.openLocally(uri)) {
      check(file, uri, state.getFileDigestsOrDefault(name, ""));
      file.position(0);
      return SafetensorsReader.read(Channels.newInputStream(file), file.size(), uri);
    } catch (FileNotFoundException e) {
      throw new DamagedCheckpointException("there is no " + uri, e);
    }
  }

  private static void check(FileChannel file, String uri, String expected) throws IOException {
    MessageDigest digest = ModelDigest.sha256();
    InputStream in = Channels.newInputStream(file);
    in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    String found = HexFormat.of().formatHex(digest.digest());
    if (!expected.equals(found)) {
      throw new DamagedCheckpointException(
          "SHA-256 must be %s, but was: %s (%s)".formatted(expected, found, uri), null);
    }
  }

  private static String pattern(String run) {
    return Uris.resolve(Uris.plain(run), "checkpoints/step-*/" + STATE);
  }

  private static List<TensorData> finite(List<TensorData> tensors, long steps) {
    for (TensorData tensor : tensors) {
      if (!tensor.finite()) {
        throw new TrainingDivergedException(steps, tensor.name());
      }
    }
    return tensors;
  }

  /** Returns the SHA-256, hex, of the file that holds the tensors. */
  private static String digest(List<TensorData> tensors) throws IOException {
    MessageDigest digest = ModelDigest.sha256();
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      SafetensorsWriter.write(tensors, Map.of(), out);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
