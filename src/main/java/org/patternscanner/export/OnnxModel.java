package org.patternscanner.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.arithmetic.Layer;
import org.patternscanner.arithmetic.Volume;
import org.patternscanner.arithmetic.Window;
import org.patternscanner.network.Tensor;

/**
 * A network as an ONNX model: a graph of operators that ONNX Runtime computes and Netron draws.
 *
 * <p>Its input is {@link #IMAGES}, uint8 (batch, 1, 28, 28), pixels as MNIST's files hold them:
 * white ink, 255, on black, 0. Normalisation is part of the graph, and the input's type leaves no
 * doubt about the scale. The outputs are {@link #LOGITS} and {@link #PROBABILITIES}, float32
 * (batch, 10). The batch may be of any size.
 *
 * <p>A node is called as its layer is, and a parameter as PyTorch calls it.
 *
 * <p>The format: "Open Neural Network Exchange Intermediate Representation Specification", version
 * 8, with the operators of opset 17 (ONNX 1.12, 2022).
 */
final class OnnxModel {

    /** The input. */
    static final String IMAGES = "images";

    /** An output: what the last layer says. */
    static final String LOGITS = "logits";

    /** An output: softmax of the logits divided by the temperature, which calibrates them. */
    static final String PROBABILITIES = "probabilities";

    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;

    private final ExportedNetwork network;
    private final GraphProto.Builder graph = GraphProto.newBuilder();

    private OnnxModel(ExportedNetwork network) {
        this.network = network;
    }

    /** The file's bytes: the same network gives the same bytes. */
    static byte[] of(ExportedNetwork network) {
        return new OnnxModel(network).model().toByteArray();
    }

    private ModelProto model() {
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setProducerName("Pattern Scanner")
                .setDomain("org.patternscanner")
                .setModelVersion(1)
                .setDocString(description())
                .addAllMetadataProps(metadata())
                .setGraph(graph())
                .build();
    }

    private String description() {
        return """
                %s reads handwritten digits.
                Input '%s': uint8 (batch, 1, 28, 28), pixels from 0 to 255, white ink on black, as \
                MNIST has them; do not normalise them, the graph does: (pixel / 255 - mean) / \
                standard deviation.
                Output '%s': float32 (batch, 10). Output '%s': softmax(logits / temperature)."""
                .formatted(network.architecture().name(), IMAGES, LOGITS, PROBABILITIES);
    }

    private List<StringStringEntryProto> metadata() {
        return network.facts().entrySet().stream()
                .map(
                        entry ->
                                StringStringEntryProto.newBuilder()
                                        .setKey(entry.getKey())
                                        .setValue(entry.getValue())
                                        .build())
                .toList();
    }

    private GraphProto graph() {
        Architecture architecture = network.architecture();
        graph.setName(architecture.name());
        graph.addInput(value(IMAGES, TensorProto.DataType.UINT8, architecture.input()));
        network.parameters().forEach(this::constant);
        addLayers(architecture.steps(), normalized());
        addProbabilities();
        return graph.build();
    }

    private void addLayers(List<Architecture.Step> steps, String input) {
        Architecture.Step last = steps.get(steps.size() - 1);
        String value = input;
        for (Architecture.Step step : steps) {
            String output = step.equals(last) ? LOGITS : step.layer().name();
            add(step.layer(), value).addOutput(output);
            if (!step.equals(last)) {
                graph.addValueInfo(floats(output, step.output()));
            }
            value = output;
        }
        graph.addOutput(floats(LOGITS, last.output()));
        graph.addOutput(floats(PROBABILITIES, last.output()));
    }

    /** (pixel / 255 - mean) / standard deviation, step by step. */
    private String normalized() {
        constant("pixel.maximum", 255);
        constant("pixel.mean", network.normalization().mean());
        constant("pixel.standard_deviation", network.normalization().standardDeviation());
        node("Cast", "pixels", IMAGES)
                .addAttribute(number("to", TensorProto.DataType.FLOAT_VALUE))
                .addOutput("pixels");
        node("Div", "scaled", "pixels", "pixel.maximum").addOutput("scaled");
        node("Sub", "centred", "scaled", "pixel.mean").addOutput("centred");
        node("Div", "normalized", "centred", "pixel.standard_deviation").addOutput("normalized");
        for (String name : List.of("pixels", "scaled", "centred", "normalized")) {
            graph.addValueInfo(floats(name, network.architecture().input()));
        }
        return "normalized";
    }

    private NodeProto.Builder add(Layer layer, String input) {
        String name = layer.name();
        String weight = name + ".weight";
        String bias = name + ".bias";
        if (layer instanceof Layer.Convolution convolution) {
            return node("Conv", name, input, weight, bias)
                    .addAllAttribute(slide(convolution.window()));
        } else if (layer instanceof Layer.MaxPool pool) {
            return node("MaxPool", name, input).addAllAttribute(slide(pool.window()));
        } else if (layer instanceof Layer.Relu) {
            return node("Relu", name, input);
        } else if (layer instanceof Layer.Flatten) {
            return node("Flatten", name, input).addAttribute(number("axis", 1));
        } else if (layer instanceof Layer.Linear) {
            return node("Gemm", name, input, weight, bias).addAttribute(number("transB", 1));
        }
        throw new AssertionError(layer);
    }

    private void addProbabilities() {
        constant("temperature", network.temperature());
        node("Div", "calibrated", LOGITS, "temperature").addOutput("calibrated");
        node("Softmax", PROBABILITIES, "calibrated")
                .addAttribute(number("axis", 1))
                .addOutput(PROBABILITIES);
    }

    private NodeProto.Builder node(String operator, String name, String... inputs) {
        return graph.addNodeBuilder()
                .setOpType(operator)
                .setName(name)
                .addAllInput(Arrays.asList(inputs));
    }

    private void constant(String name, double number) {
        constant(name, new Tensor(new long[0], new float[] {(float) number}));
    }

    private void constant(String name, Tensor tensor) {
        ByteBuffer bytes =
                ByteBuffer.allocate(tensor.values().length * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(tensor.values());
        graph.addInitializerBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addAllDims(LongStream.of(tensor.shape()).boxed().toList())
                .setRawData(ByteString.copyFrom(bytes));
    }

    /** How a window slides along both axes. Padding is for top, left, bottom and right. */
    private static List<AttributeProto> slide(Window window) {
        return List.of(
                numbers("kernel_shape", window.kernel(), 2),
                numbers("strides", window.stride(), 2),
                numbers("pads", window.padding(), 4),
                numbers("dilations", window.dilation(), 2));
    }

    private static AttributeProto number(String name, long number) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(number)
                .build();
    }

    private static AttributeProto numbers(String name, long number, int times) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(Stream.generate(() -> number).limit(times).toList())
                .build();
    }

    private static ValueInfoProto floats(String name, Volume shape) {
        return value(name, TensorProto.DataType.FLOAT, shape);
    }

    private static ValueInfoProto value(String name, TensorProto.DataType type, Volume shape) {
        TensorShapeProto.Builder dimensions =
                TensorShapeProto.newBuilder().addDim(Dimension.newBuilder().setDimParam("batch"));
        axes(shape).forEach(size -> dimensions.addDim(Dimension.newBuilder().setDimValue(size)));
        TypeProto.Tensor tensor =
                TypeProto.Tensor.newBuilder()
                        .setElemType(type.getNumber())
                        .setShape(dimensions)
                        .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    /** What has no rows and columns any more is one row of numbers. */
    private static List<Integer> axes(Volume shape) {
        return shape.height() == 1 && shape.width() == 1
                ? List.of(shape.channels())
                : List.of(shape.channels(), shape.height(), shape.width());
    }
}
