package io.github.simclrbeam.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a fetched folder holds, for each layout of the catalog. */
class LayoutsTest {
  @TempDir Path folder;
  private final FileServer server = new FileServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void fashionMnistIsFourIdxFilesWithTheNamesOfTheClasses() throws IOException {
    assertThat(fetched("fashion-mnist"))
        .containsExactly(
            "fetched.json",
            "label-names.txt",
            "t10k-images-idx3-ubyte.gz",
            "t10k-labels-idx1-ubyte.gz",
            "train-images-idx3-ubyte.gz",
            "train-labels-idx1-ubyte.gz");
    assertThat(folder.resolve("out/t10k-images-idx3-ubyte.gz"))
        .hasContent("bytes of t10k-images-idx3-ubyte.gz");
    assertThat(Files.readAllLines(folder.resolve("out/label-names.txt")))
        .hasSize(10)
        .startsWith("T-shirt/top", "Trouser")
        .endsWith("Ankle boot");
  }

  @Test
  void cifar10IsATrainAndATestFolderEachWithItsNames() throws IOException {
    assertThat(fetched("cifar-10"))
        .containsExactly(
            "fetched.json",
            "test/batches.meta.txt",
            "test/test_batch.bin",
            "train/batches.meta.txt",
            "train/data_batch_1.bin",
            "train/data_batch_2.bin",
            "train/data_batch_3.bin",
            "train/data_batch_4.bin",
            "train/data_batch_5.bin");
    assertThat(folder.resolve("out/train/data_batch_3.bin")).hasContent("batch 3");
    assertThat(folder.resolve("out/test/batches.meta.txt")).hasContent("airplane\n");
  }

  @Test
  void cifar100HasFineAndCoarseNamesInBothFolders() throws IOException {
    assertThat(fetched("cifar-100"))
        .containsExactly(
            "fetched.json",
            "test/coarse_label_names.txt",
            "test/fine_label_names.txt",
            "test/test.bin",
            "train/coarse_label_names.txt",
            "train/fine_label_names.txt",
            "train/train.bin");
  }

  @Test
  void stl10HasAThirdFolderOfUnlabelledImages() throws IOException {
    assertThat(fetched("stl-10"))
        .containsExactly(
            "fetched.json",
            "test/class_names.txt",
            "test/test_X.bin",
            "test/test_y.bin",
            "train/class_names.txt",
            "train/fold_indices.txt",
            "train/train_X.bin",
            "train/train_y.bin",
            "unlabeled/class_names.txt",
            "unlabeled/unlabeled_X.bin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"imagenette", "imagenette-320", "imagenette-160"})
  void imagenetteKeepsItsClassFoldersAndNothingHidden(String name) throws IOException {
    assertThat(fetched(name))
        .containsExactly(
            "fetched.json",
            "train/n01440764/n01440764_10026.JPEG",
            "train/n02102040/n02102040_1012.JPEG",
            "val/n01440764/ILSVRC2012_val_00009111.JPEG");
  }

  @Test
  void fetchedJsonHoldsNameFilesAndChecksumsAndNothingOfTheTime() throws IOException {
    DataSet dataSet = Made.served(server, "cifar-100");
    Fetching.fetch(dataSet, "--output=" + folder.resolve("out"));
    RemoteFile file = dataSet.files().get(0);
    assertThat(folder.resolve("out/fetched.json"))
        .hasContent(
            """
            {
              "formatVersion": 1,
              "name": "cifar-100",
              "files": [
                {
                  "name": "cifar-100-binary.tar.gz",
                  "bytes": %d,
                  "checksum": "%s"
                }
              ]
            }
            """
                .formatted(file.bytes(), file.checksum()));
  }

  private List<String> fetched(String name) throws IOException {
    Path output = folder.resolve("out");
    Fetching.fetch(Made.served(server, name), "--output=" + output);
    return Fetching.tree(output);
  }
}
