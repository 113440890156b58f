package io.github.simclrbeam.checks;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;

/** What ARCHITECTURE.md says of the directions between modules, beyond what Maven enforces. */
@AnalyzeClasses(packages = Layers.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule protoKnowsOnlyProtobuf =
      noClasses()
          .that()
          .resideInAPackage(Layers.of("proto"))
          .should()
          .dependOnClassesThat(
              not(
                  resideInAnyPackage(
                      Layers.of("proto"),
                      "java..",
                      "javax..",
                      "com.google.protobuf..",
                      "com.google.gson..")));

  @ArchTest
  static final ArchRule augmentNeedsTheJdkOnly =
      noClasses()
          .that()
          .resideInAPackage(Layers.of("augment"))
          .should()
          .dependOnClassesThat(not(resideInAnyPackage(Layers.of("augment"), "java..")));

  @ArchTest
  static final ArchRule trainingCannotAugment =
      noClasses()
          .that()
          .resideInAnyPackage(Layers.of("train"), Layers.of("encoder"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              Layers.of("augment"),
              Layers.of("beam"),
              "org.apache.beam.runners..",
              "org.apache.beam.sdk.transforms..",
              "org.apache.beam.sdk.values..");

  @ArchTest
  static final ArchRule fetchingKnowsFilesAndOptionsOnly =
      noClasses()
          .that()
          .resideInAPackage(Layers.of("fetch"))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(Layers.ROOT + "..", "org.apache.beam..")
                  .and(
                      not(
                          resideInAnyPackage(
                              Layers.of("fetch"),
                              Layers.of("files"),
                              Layers.of("options"),
                              "org.apache.beam.sdk.options.."))));

  @ArchTest
  static final ArchRule onlyFetchingAndCancellingAFlinkJobSpeakHttp =
      noClasses()
          .that()
          .resideOutsideOfPackage(Layers.of("fetch"))
          .and()
          .doNotHaveSimpleName("FlinkJob")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.net.http..");

  /** Spark does again only what it lost: an element that is dealt by chance may be lost then. */
  @ArchTest
  static final ArchRule nothingIsDealtOutByChance =
      noClasses()
          .should()
          .callMethod("org.apache.beam.sdk.transforms.Redistribute", "arbitrarily")
          .orShould()
          .callMethod("org.apache.beam.sdk.transforms.Reshuffle", "viaRandomKey");

  @ArchTest
  static final ArchRule evaluationKnowsNeitherBeamNorDjl =
      noClasses()
          .that()
          .resideInAPackage(Layers.of("evaluate"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.beam..", "ai.djl..");

  @ArchTest
  static final ArchRule eventsAreWrittenByTrainingOnly =
      noClasses()
          .that()
          .resideOutsideOfPackages(Layers.of("events"), Layers.of("train"))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(Layers.of("events"));

  @ArchTest
  static final ArchRule eventsKnowFilesAndPicturesOnly =
      noClasses()
          .that()
          .resideInAPackage(Layers.of("events"))
          .should()
          .dependOnClassesThat(
              resideInAPackage(Layers.ROOT + "..")
                  .and(
                      not(
                          resideInAnyPackage(
                              Layers.of("events"),
                              Layers.of("files"),
                              Layers.of("images"),
                              Layers.of("proto"),
                              Layers.of("shards")))));

  @ArchTest
  static final ArchRule djlLivesInTheEncoder =
      noClasses()
          .that()
          .resideOutsideOfPackage(Layers.of("encoder"))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.djl..");

  @ArchTest
  static final ArchRule openCvLivesInImages =
      noClasses()
          .that()
          .resideOutsideOfPackage(Layers.of("images"))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bytedeco.opencv..");

  @ArchTest
  static final ArchRule parquetIsReadAndWrittenInTwoModules =
      noClasses()
          .that()
          .resideOutsideOfPackages(Layers.of("parquet"), Layers.of("embeddings"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.parquet.hadoop..",
              "org.apache.parquet.format..",
              "org.apache.parquet.column..",
              "org.apache.hadoop..");

  @ArchTest
  static final ArchRule sourcesListAndDoNotDecode =
      noClasses()
          .that()
          .resideInAPackage(Layers.of("sources"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              Layers.of("images"),
              Layers.of("augment"),
              Layers.of("beam"),
              "org.apache.beam.sdk.transforms..",
              "org.apache.beam.sdk.values..");

  @ArchTest
  static final ArchRule librariesDoNotKnowPrograms =
      noClasses()
          .that()
          .resideOutsideOfPackages(Layers.PROGRAMS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(Layers.PROGRAMS);

  @ArchTest
  static final ArchRule stagesMeetOnlyThroughFiles =
      slices()
          .matching(Layers.ROOT + ".(fetch|views|train|embed|probe)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching(Layers.ROOT + ".(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule namesSayWhatAThingIs =
      noClasses()
          .should()
          .haveNameMatching(".*\\.(\\w*(Utils?|Helper|Manager|Impl)|(Abstract|Base)[A-Z]\\w*)");

  @ArchTest
  static final ArchRule dataIsNeverDrawnFromSharedRandomness =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Random")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
          .orShould()
          .callMethod(Math.class, "random");

  @ArchTest
  static final ArchRule consoleBelongsToTheFront =
      noClasses()
          .that()
          .resideOutsideOfPackages(Layers.of("cli"), Layers.of("options"))
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule transformsAreFinalAndHideTheirDoFns =
      classes()
          .that()
          .areAssignableTo(PTransform.class)
          .should()
          .haveModifier(JavaModifier.FINAL)
          .andShould()
          .notBeInterfaces();

  @ArchTest
  static final ArchRule doFnsAreNotPublic =
      classes().that().areAssignableTo(DoFn.class).should().notBePublic();

  @ArchTest
  static final ArchRule noMutableStatics =
      fields()
          .that()
          .areStatic()
          .and()
          .areDeclaredInClassesThat(
              resideInAPackage(Layers.ROOT + "..")
                  .and(not(resideInAPackage(Layers.of("proto"))))
                  .and(not(simpleNameEndingWith("jmhTest"))))
          .should()
          .beFinal();
}
