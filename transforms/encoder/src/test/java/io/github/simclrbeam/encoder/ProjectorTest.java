package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.github.simclrbeam.proto.EncoderArchitecture;
import io.github.simclrbeam.proto.ProjectorArchitecture;
import io.github.simclrbeam.proto.ProjectorBias;
import io.github.simclrbeam.proto.ProjectorOutputNorm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProjectorTest {
  private static final Offset<Double> CLOSE = within(1e-9);

  private PtNDManager manager;
  private TensorTable table;

  @BeforeEach
  void open() {
    EngineThread.setThreads(1);
    EngineThread.prepare();
    manager = (PtNDManager) NDManager.newBaseManager("PyTorch");
    table = new TensorTable(manager, TorchOps.load(manager), "test", 5, Precision.FP64, true);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  // The numbers of the next two tests are PyTorch 2.7.1's, in double precision, by autograd, of the
  // Sequential in the test's name in training mode. Value i, from 0, of trained tensor k, from 0,
  // is sin(i + 10 k + 1); of h (5 x 3) as of tensor 20; of the gradient of z as of tensor 30.

  /** Linear, BatchNorm, ReLU, Linear, BatchNorm, ReLU, Linear, BatchNorm without shift. */
  @Test
  void threeLayersWithNormsAreWhatPyTorchComputes() {
    Projector projector =
        projector(
            Projectors.of(
                List.of(4, 3),
                2,
                true,
                ProjectorBias.BIAS_NOWHERE,
                ProjectorOutputNorm.OUTPUT_NORM_WITH_SCALE));
    Projector.Trace trace = projector.train(sines(20, 5, 3));
    assertThat(values(trace.z()))
        .containsExactly(
            new double[] {
              -0.165827899628, 0.0915895097928, -1.63462826678, 0.431493977388, 1.21346576229,
              -0.302839229197, -0.00497067969792, -0.0340119466537, 0.591961083821, -0.18623231133
            },
            CLOSE);
    assertThat(values(projector.backward(sines(30, 5, 2), trace)))
        .containsExactly(
            new double[] {
              1.66691319831, 2.09680759397, 0.598906757659, 1.50512117752, 1.28196154131,
              -0.119827623911, -0.437649453637, -0.575993898526, -0.184772209442, -3.25267122711,
              -2.775029576, 0.253961469587, 0.518286304923, -0.027745660757, -0.548268393893
            },
            CLOSE);
    assertThat(values(tensor("1.weight").gradient()))
        .containsExactly(new double[] {1.19224662212, -4.53911771724, 0, -0.291907921139}, CLOSE);
    assertThat(values(tensor("6.weight").gradient()))
        .containsExactly(
            new double[] {
              0.254675024781, -0.453009926141, -0.530794946425,
              0.0396791016918, -0.0506701689005, -0.20325452052
            },
            CLOSE);
    assertThat(values(tensor("7.weight").gradient()))
        .containsExactly(new double[] {-1.36783615564, 1.77928864216}, CLOSE);
    assertThat(values(tensor("7.running_mean").array()))
        .containsExactly(new double[] {-0.12792740691, 0.141697784889}, CLOSE);
    assertThat(values(tensor("7.running_var").array()))
        .containsExactly(new double[] {0.975863893849, 0.981815262276}, CLOSE);
    assertThat(tensor("7.bias").gradient()).isNull();
    assertThat(values(tensor("7.bias").array())).containsOnly(0);
  }

  /** Linear, ReLU, Linear, BatchNorm; both linear layers with a bias. */
  @Test
  void twoLayersWithAnOutputNormAreWhatPyTorchComputes() {
    Projector projector =
        projector(
            Projectors.of(
                List.of(4),
                2,
                false,
                ProjectorBias.BIAS_EVERYWHERE,
                ProjectorOutputNorm.OUTPUT_NORM_WITH_SCALE_AND_SHIFT));
    Projector.Trace trace = projector.train(sines(20, 5, 3));
    assertThat(values(trace.z()))
        .containsExactly(
            new double[] {
              0.637906508577, -0.428917069654, 0.923328768085, 1.46306034259, 0.509801625255,
              0.436372974084, 0.768763898982, 2.25907387815, 0.511345078318, 1.20354783503
            },
            CLOSE);
    assertThat(values(projector.backward(sines(30, 5, 2), trace)))
        .containsExactly(
            new double[] {
              -0.804779229806, -1.2119196484, -0.504826731304, 0.554774488211, 0.688227836685,
              0.188927686036, 1.37933955712, 1.95217575506, 0.730190566717, 0.100645260317,
              0.185000678536, 0.0992673260835, -0.735936173518, -1.10499920244, -0.458131060601
            },
            CLOSE);
    assertThat(values(tensor("0.bias").gradient()))
        .containsExactly(new double[] {0, -0.767091512325, 0.312035200637, 0.535817099096}, CLOSE);
    assertThat(values(tensor("3.weight").gradient()))
        .containsExactly(new double[] {-0.573020835781, -0.68245458243}, CLOSE);
    assertThat(values(tensor("3.bias").gradient()))
        .containsExactly(new double[] {0.299030524119, 1.08688864599}, CLOSE);
  }

  @Test
  void shiftThatStaysZeroIsNeitherTrainedNorCountedButStored() {
    ProjectorArchitecture google =
        Projectors.of(
            List.of(8, 8),
            4,
            true,
            ProjectorBias.BIAS_NOWHERE,
            ProjectorOutputNorm.OUTPUT_NORM_WITH_SCALE);
    EncoderArchitecture encoder = SmallModel.ENCODER.toBuilder().setZeroInitResidual(true).build();
    try (SimClrModel model = SimClrModel.create(encoder, google, 1)) {
      long h = encoder.getDimension();
      assertThat(model.parameterCount())
          .isEqualTo(
              EncoderArchitectures.parameterCount(encoder) + h * 8 + 16 + 8 * 8 + 16 + 8 * 4 + 4);
      TrainingStep step = SmallModel.step(model, Optimizer.sgd(model, 0.9, 1e-4));
      double first = step.step(SmallModel.views(8, 1), 8, 0.1).loss();
      double last = first;
      for (int i = 0; i < 20; i++) {
        last = step.step(SmallModel.views(8, 1), 8, 0.1).loss();
      }
      assertThat(last).isLessThan(first);
      Map<String, float[]> stored = new HashMap<>();
      model
          .projectorTensors()
          .export()
          .forEach(tensor -> stored.put(tensor.name(), tensor.floats()));
      assertThat(stored.get("7.bias")).containsOnly(0);
      assertThat(stored.get("7.weight")).doesNotContain(1);
      assertThat(stored.get("4.bias")).doesNotContain(0);
    }
  }

  @ParameterizedTest(name = "{0} layers, BatchNorm {1}, {2}, {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "1|false|PROJECTOR_BIAS_UNSPECIFIED|PROJECTOR_OUTPUT_NORM_UNSPECIFIED|0.weight 0.bias",
        "1|true|PROJECTOR_BIAS_UNSPECIFIED|PROJECTOR_OUTPUT_NORM_UNSPECIFIED|0.weight",
        "1|false|BIAS_NOWHERE|OUTPUT_NORM_WITH_SCALE|0.weight 1.weight 1.bias",
        "2|true|PROJECTOR_BIAS_UNSPECIFIED|PROJECTOR_OUTPUT_NORM_UNSPECIFIED"
            + "|0.weight 1.weight 1.bias 3.weight",
        "2|false|PROJECTOR_BIAS_UNSPECIFIED|PROJECTOR_OUTPUT_NORM_UNSPECIFIED"
            + "|0.weight 0.bias 2.weight 2.bias",
        "2|true|BIAS_EVERYWHERE|PROJECTOR_OUTPUT_NORM_UNSPECIFIED"
            + "|0.weight 0.bias 1.weight 1.bias 3.weight 3.bias",
        "2|false|BIAS_NOWHERE|PROJECTOR_OUTPUT_NORM_UNSPECIFIED|0.weight 2.weight",
        "2|true|BIAS_WHERE_NOT_NORMED|PROJECTOR_OUTPUT_NORM_UNSPECIFIED"
            + "|0.weight 1.weight 1.bias 3.weight 3.bias",
        "2|true|BIAS_WHERE_NOT_NORMED|OUTPUT_NORM_WITH_SCALE_AND_SHIFT"
            + "|0.weight 1.weight 1.bias 3.weight 4.weight 4.bias",
        "3|false|BIAS_NOWHERE|OUTPUT_NORM_WITH_SCALE_AND_SHIFT"
            + "|0.weight 2.weight 4.weight 5.weight 5.bias",
        "4|true|BIAS_NOWHERE|PROJECTOR_OUTPUT_NORM_UNSPECIFIED|0.weight 1.weight 1.bias 3.weight"
            + " 4.weight 4.bias 6.weight 7.weight 7.bias 9.weight",
      })
  void tensorsAreNumberedAsInASequential(
      int layers, boolean batchNorm, ProjectorBias bias, ProjectorOutputNorm norm, String names) {
    Projector unused =
        new Projector(
            table.root(),
            5,
            Projectors.of(List.of(7, 6, 4).subList(0, layers - 1), 3, batchNorm, bias, norm));
    assertThat(table.tensors())
        .extracting(NamedTensor::name)
        .filteredOn(name -> name.endsWith("weight") || name.endsWith("bias"))
        .containsExactly(names.split(" "));
  }

  @Test
  void widthsOfHiddenLayersMayDiffer() {
    ProjectorArchitecture architecture = of(List.of(7, 6, 4), 3);
    assertThat(Projectors.hidden(architecture)).containsExactly(7, 6, 4);
    Projector unused = new Projector(table.root(), 5, architecture);
    assertThat(table.tensors())
        .filteredOn(tensor -> tensor.kind() == TensorKind.WEIGHT)
        .extracting(tensor -> tensor.array().getShape().toString())
        .containsExactly("(7, 5)", "(6, 7)", "(4, 6)", "(3, 4)");
  }

  @Test
  void equalWidthsAreTheSameArchitectureHoweverTheyAreGiven() {
    assertThat(of(List.of(7, 7), 3)).isEqualTo(Projectors.of(3, 7, 3, true));
    assertThat(of(List.of(), 3)).isEqualTo(Projectors.of(1, 7, 3, true));
    assertThat(Projectors.hidden(Projectors.of(3, 7, 3, true))).containsExactly(7, 7);
    assertThat(Projectors.hidden(Projectors.of(1, 7, 3, true))).isEmpty();
  }

  @Test
  void valuesOutsideTheirRangesAreRefused() {
    refused(() -> Projectors.of(0, 8, 8, true), "projector layers must be 1 to 4, but was: 0");
    refused(() -> of(List.of(8, 8, 8, 8), 8), "projector layers must be 1 to 4, but was: 5");
    refused(() -> Projectors.of(2, 0, 8, true), "projector hidden must be 1 to 16384, but was: 0");
    refused(() -> of(List.of(8, -1), 8), "projector hidden must be 1 to 16384, but was: -1");
    refused(
        () -> Projectors.of(2, 8, 16385, true),
        "projector output must be 1 to 16384, but was: 16385");
    ProjectorArchitecture three = Projectors.of(3, 8, 8, true);
    refused(
        () -> Projectors.check(three.toBuilder().clearHidden().addHiddenWidths(8).build()),
        "projector hidden widths must be 2 for 3 layers, but was: [8]");
    refused(
        () -> Projectors.check(three.toBuilder().addHiddenWidths(8).addHiddenWidths(9).build()),
        "projector hidden must be 0 with one layer or a width for each, but was: 8");
    refused(
        () -> Projectors.check(three.toBuilder().setBiasValue(4).build()),
        "projector bias must be 0 to 3, but was: 4");
    refused(
        () -> Projectors.check(three.toBuilder().setOutputNormValue(3).build()),
        "projector output norm must be 0 to 2, but was: 3");
  }

  private static void refused(Runnable call, String message) {
    assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  private static ProjectorArchitecture of(List<Integer> hidden, int output) {
    return Projectors.of(
        hidden,
        output,
        true,
        ProjectorBias.PROJECTOR_BIAS_UNSPECIFIED,
        ProjectorOutputNorm.PROJECTOR_OUTPUT_NORM_UNSPECIFIED);
  }

  /** A projector of three numbers with the golden numbers' weights. */
  private Projector projector(ProjectorArchitecture architecture) {
    Projector projector = new Projector(table.root(), 3, architecture);
    int k = 0;
    for (NamedTensor tensor : table.tensors()) {
      if (tensor.kind().trainable()) {
        PtNDArray values = sines(k++, tensor.array().getShape().getShape());
        table.ops().effect("copy", tensor.array(), values);
      }
    }
    return projector;
  }

  private PtNDArray sines(int k, long... shape) {
    double[] values = new double[(int) TensorData.elements(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = StrictMath.sin(i + 10 * k + 1);
    }
    return (PtNDArray) manager.create(values, new Shape(shape));
  }

  private NamedTensor tensor(String name) {
    return table.tensors().stream()
        .filter(tensor -> tensor.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static double[] values(PtNDArray array) {
    return array.toDoubleArray();
  }
}
