package io.github.simclrbeam.fetch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Small stand-ins for the data sets of the catalog: the real names and layouts with a few bytes in
 * each file.
 */
final class Made {
  private Made() {}

  /** Returns the standard data set with other files, and puts these on the server. */
  static DataSet served(FileServer server, String name, Map<String, byte[]> files) {
    DataSet real = Catalog.standard().named(name).orElseThrow();
    List<RemoteFile> remote = new ArrayList<>();
    files.forEach(
        (file, bytes) -> {
          server.files.put(file, bytes);
          remote.add(
              new RemoteFile(server.url() + "/" + file, bytes.length, "sha256:" + sha256(bytes)));
        });
    return with(real, remote, 10_000);
  }

  /** Returns the data set with other files and another size. */
  static DataSet with(DataSet dataSet, List<RemoteFile> files, long unpackedBytes) {
    return new DataSet(
        dataSet.name(),
        dataSet.about(),
        dataSet.images(),
        dataSet.classes(),
        dataSet.licence(),
        dataSet.homepage(),
        dataSet.checksumsFrom(),
        unpackedBytes,
        files,
        dataSet.place(),
        dataSet.texts(),
        dataSet.next());
  }

  static DataSet served(FileServer server, String name) {
    return served(server, name, files(name));
  }

  /** Returns the downloads of a standard data set, in the layout of the real ones. */
  static Map<String, byte[]> files(String name) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    switch (name) {
      case "fashion-mnist" -> {
        for (RemoteFile file : Catalog.standard().named(name).orElseThrow().files()) {
          files.put(file.name(), ("bytes of " + file.name()).getBytes(StandardCharsets.UTF_8));
        }
      }
      case "cifar-10" -> files.put("cifar-10-binary.tar.gz", cifar10());
      case "cifar-100" -> files.put("cifar-100-binary.tar.gz", cifar100());
      case "stl-10" -> files.put("stl10_binary.tar.gz", stl10());
      case "imagenette" -> files.put("imagenette2.tgz", imagenette("imagenette2"));
      case "imagenette-320" -> files.put("imagenette2-320.tgz", imagenette("imagenette2-320"));
      case "imagenette-160" -> files.put("imagenette2-160.tgz", imagenette("imagenette2-160"));
      default -> throw new IllegalArgumentException(name);
    }
    return files;
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] cifar10() {
    Tar tar = new Tar().directory("cifar-10-batches-bin/");
    for (int batch = 1; batch <= 5; batch++) {
      tar.file("cifar-10-batches-bin/data_batch_" + batch + ".bin", "batch " + batch);
    }
    return tar.file("cifar-10-batches-bin/batches.meta.txt", "airplane\n")
        .file("cifar-10-batches-bin/readme.html", "<html>")
        .file("cifar-10-batches-bin/test_batch.bin", "test batch")
        .gzipped();
  }

  private static byte[] cifar100() {
    return new Tar()
        .directory("cifar-100-binary/")
        .file("cifar-100-binary/fine_label_names.txt", "apple\n")
        .file("cifar-100-binary/train.bin", "train")
        .file("cifar-100-binary/test.bin", "test")
        .file("cifar-100-binary/coarse_label_names.txt", "fruit\n")
        .gzipped();
  }

  private static byte[] stl10() {
    return new Tar()
        .directory("stl10_binary/")
        .file("stl10_binary/test_X.bin", "test images")
        .file("stl10_binary/test_y.bin", "test labels")
        .file("stl10_binary/train_X.bin", "train images")
        .file("stl10_binary/train_y.bin", "train labels")
        .file("stl10_binary/unlabeled_X.bin", "unlabeled images")
        .file("stl10_binary/class_names.txt", "airplane\n")
        .file("stl10_binary/fold_indices.txt", "0 1 2\n")
        .gzipped();
  }

  private static byte[] imagenette(String root) {
    return new Tar()
        .special(root + "/", TarConstants.LF_DIR, "")
        .file(root + "/noisy_imagenette.csv", "path,noisy_labels_0\n")
        .file(root + "/.DS_Store", "a desktop's")
        .file(root + "/train/n01440764/n01440764_10026.JPEG", "a tench")
        .file(root + "/train/n01440764/._n01440764_10026.JPEG", "a desktop's")
        .file(root + "/train/n02102040/n02102040_1012.JPEG", "a springer")
        .file(root + "/val/n01440764/ILSVRC2012_val_00009111.JPEG", "another tench")
        .gzipped();
  }
}
