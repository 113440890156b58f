package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;
import java.util.List;
import java.util.Map;

/**
 * Tensors that an optimizer treats alike; all arrays are in the tensors' order.
 *
 * @param decay weight decay, at least 0
 * @param adapted whether a rule that adapts rates to single tensors does so here
 * @param state the update rule's arrays, by their names
 */
record ParameterGroup(
    List<NamedTensor> tensors,
    double decay,
    boolean adapted,
    PtNDArray[] weights,
    PtNDArray[] gradients,
    Map<String, PtNDArray[]> state) {}
