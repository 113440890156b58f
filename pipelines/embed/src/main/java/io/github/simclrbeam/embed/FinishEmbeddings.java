package io.github.simclrbeam.embed;

import io.github.simclrbeam.beam.AtLeastOne;
import io.github.simclrbeam.beam.DeadLetters;
import io.github.simclrbeam.beam.ImageWarnings;
import io.github.simclrbeam.beam.MessageCoder;
import io.github.simclrbeam.beam.TemporaryFiles;
import io.github.simclrbeam.beam.TooManyBadImagesException;
import io.github.simclrbeam.embeddings.EmbeddingManifests;
import io.github.simclrbeam.proto.DeadLetter;
import io.github.simclrbeam.proto.EmbeddingManifest;
import io.github.simclrbeam.proto.ImageWarning;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * The last step of a run: dead letters, the verdict on them, the files under their final names and
 * then the manifest. May be done again at any point, with the same end.
 *
 * @param destination of the rows
 * @param maxBadFraction largest share of images that may be bad, [0, 1]
 * @param known what the manifest will state and the options already say
 */
record FinishEmbeddings(
    EmbeddingDestination destination, double maxBadFraction, EmbeddingManifest known)
    implements Serializable {
  static final TupleTag<EmbeddingFile> FILES = new TupleTag<>("files") {};
  static final TupleTag<DeadLetter> DEAD_LETTERS = new TupleTag<>("deadLetters") {};
  static final TupleTag<ImageWarning> WARNINGS = new TupleTag<>("warnings") {};

  /** What a step that makes {@link #FILES} gives beside them. */
  static final TupleTagList ASIDE = TupleTagList.of(DEAD_LETTERS).and(WARNINGS);

  /**
   * Adds the step to a pipeline.
   *
   * @param made {@link #FILES} and {@link #ASIDE}
   * @param expected how many images (or views) there are
   */
  PCollection<EmbeddingManifest> after(
      PCollectionTuple made,
      PCollectionView<List<String>> labelNames,
      PCollectionView<Long> expected) {
    PCollectionView<Iterable<List<EmbeddingFile>>> files =
        made.get(FILES)
            .setCoder(SerializableCoder.of(EmbeddingFile.class))
            .apply("FilesIfAny", AtLeastOne.of())
            .apply("Files", View.asIterable());
    PCollectionView<Iterable<List<DeadLetter>>> letters =
        made.get(DEAD_LETTERS)
            .setCoder(MessageCoder.of(DeadLetter.class))
            .apply("DeadLettersIfAny", AtLeastOne.of())
            .apply("DeadLetters", View.asIterable());
    PCollectionView<Iterable<List<ImageWarning>>> warnings =
        made.get(WARNINGS)
            .setCoder(MessageCoder.of(ImageWarning.class))
            .apply("WarningsIfAny", AtLeastOne.of())
            .apply("Warnings", View.asIterable());
    return made.getPipeline()
        .apply("Once", Create.of(0))
        .apply(
            "Finish",
            ParDo.of(new FinishFn(this, files, letters, warnings, labelNames, expected))
                .withSideInputs(files, letters, warnings, labelNames, expected))
        .setCoder(MessageCoder.of(EmbeddingManifest.class));
  }

  /**
   * Completes the directory.
   *
   * @throws TooManyBadImagesException if too many images are bad; the dead letters are written, the
   *     manifest is not
   * @throws IllegalStateException if an image was lost or came twice, or a model's numbers moved
   */
  EmbeddingManifest finish(
      Iterable<EmbeddingFile> files,
      Iterable<DeadLetter> letters,
      Iterable<ImageWarning> warned,
      List<String> labelNames,
      long expected)
      throws IOException {
    DeadLetters deadLetters = DeadLetters.of(letters);
    deadLetters.write(destination.directory());
    EmbeddingFiles made = EmbeddingFiles.of(files);
    try {
      deadLetters.check(expected, maxBadFraction, destination.directory());
    } catch (TooManyBadImagesException e) {
      TemporaryFiles.remove(destination.temporaryDirectory());
      throw e;
    }
    ImageWarnings warnings = ImageWarnings.of(warned);
    warnings.write(destination.directory());
    made.checkCounts(expected, deadLetters.count());
    made.checkDigests();
    EmbeddingManifest manifest =
        known.toBuilder()
            .setRecords(made.records())
            .addAllLabelNames(labelNames)
            .setEncoderDigestBefore(made.before().encoder())
            .setEncoderDigestAfter(made.after().encoder())
            .setBatchNormDigestBefore(made.before().batchNorm())
            .setBatchNormDigestAfter(made.after().batchNorm())
            .setImagesSeen(expected)
            .setDeadLetters(deadLetters.count())
            .putAllDeadLettersByReason(deadLetters.byReason())
            .putAllDecoders(made.decoders())
            .putAllWarningsByReason(warnings.byReason())
            .addAllShards(made.commit(destination))
            .build();
    EmbeddingManifests.write(destination.directory(), manifest);
    TemporaryFiles.remove(destination.temporaryDirectory());
    return manifest;
  }

  static final class FinishFn extends DoFn<Integer, EmbeddingManifest> {
    private static final long serialVersionUID = 1;

    private final FinishEmbeddings finish;
    private final PCollectionView<Iterable<List<EmbeddingFile>>> files;
    private final PCollectionView<Iterable<List<DeadLetter>>> letters;
    private final PCollectionView<Iterable<List<ImageWarning>>> warnings;
    private final PCollectionView<List<String>> labelNames;
    private final PCollectionView<Long> expected;

    FinishFn(
        FinishEmbeddings finish,
        PCollectionView<Iterable<List<EmbeddingFile>>> files,
        PCollectionView<Iterable<List<DeadLetter>>> letters,
        PCollectionView<Iterable<List<ImageWarning>>> warnings,
        PCollectionView<List<String>> labelNames,
        PCollectionView<Long> expected) {
      this.finish = finish;
      this.files = files;
      this.letters = letters;
      this.warnings = warnings;
      this.labelNames = labelNames;
      this.expected = expected;
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      context.output(
          finish.finish(
              AtLeastOne.elements(context.sideInput(files)),
              AtLeastOne.elements(context.sideInput(letters)),
              AtLeastOne.elements(context.sideInput(warnings)),
              context.sideInput(labelNames),
              context.sideInput(expected)));
    }
  }
}
