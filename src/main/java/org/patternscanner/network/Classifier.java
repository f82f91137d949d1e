package org.patternscanner.network;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.patternscanner.arithmetic.Maps;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.data.PixelOrder;

/** A network in memory: a DJL model with a block that reads digits. Close it to free its memory. */
public final class Classifier implements AutoCloseable {

    /** DJL's files are called after the model and the epoch: epoch-0005.params. */
    public static final String MODEL_NAME = "epoch";

    /** Larger batches are slower: what passes between the layers no longer fits the cache. */
    private static final int BATCH = 128;

    private static final int SIDE = LabelledImages.SIDE;

    private final Model model;
    private final NetworkKind kind;
    private final Normalization normalization;
    private final @Nullable PixelOrder order;

    private Classifier(
            NetworkKind kind,
            Device device,
            Normalization normalization,
            @Nullable PixelOrder order) {
        this.kind = kind;
        this.normalization = normalization;
        this.order = order;
        model = Model.newInstance(MODEL_NAME, device);
        model.setBlock(kind.block());
    }

    /** A new SimpleCnn whose parameters are drawn from the seed. */
    public static Classifier untrained(Device device, Normalization normalization, long seed) {
        return untrained(NetworkKind.CNN, device, normalization, seed);
    }

    /** A new network whose parameters are drawn from the seed. */
    public static Classifier untrained(
            NetworkKind kind, Device device, Normalization normalization, long seed) {
        Classifier classifier = new Classifier(kind, device, normalization, null);
        TorchEngine.seed(seed);
        classifier.initialize();
        return classifier;
    }

    private void initialize() {
        model.getBlock()
                .initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1, 1, SIDE, SIDE));
        freeze();
    }

    /**
     * A network with these parameters.
     *
     * @param parameters by PyTorch's names, as {@link #parameters()} gives them
     * @throws IllegalArgumentException if one is missing or has another shape
     */
    public static Classifier of(
            NetworkKind kind,
            Device device,
            Normalization normalization,
            Map<String, Tensor> parameters) {
        Classifier classifier = new Classifier(kind, device, normalization, null);
        try {
            classifier.take(parameters);
            return classifier;
        } catch (RuntimeException e) {
            classifier.close();
            throw e;
        }
    }

    private void take(Map<String, Tensor> parameters) {
        var shapes = kind.architecture().parameterShapes().entrySet().iterator();
        for (Parameter parameter : model.getBlock().getParameters().values()) {
            Map.Entry<String, List<Integer>> expected = shapes.next();
            Tensor tensor = parameters.get(expected.getKey());
            if (tensor == null || !shape(expected.getValue()).equals(new Shape(tensor.shape()))) {
                throw new IllegalArgumentException(
                        "A %s needs %s of shape %s."
                                .formatted(kind.label(), expected.getKey(), expected.getValue()));
            }
            parameter.setInitializer(
                    (manager, same, type) -> manager.create(tensor.values(), same));
        }
        initialize();
    }

    /**
     * Reads SimpleCnn's {@code epoch-NNNN.params}, as {@link #load(NetworkKind, Path, int, Device,
     * Normalization, PixelOrder)} does.
     */
    public static Classifier load(
            Path folder, int epoch, Device device, Normalization normalization) throws IOException {
        return load(NetworkKind.CNN, folder, epoch, device, normalization, null);
    }

    /**
     * Reads {@code epoch-NNNN.params}.
     *
     * @param order that the network learned its images in, and will be given them in; or null
     * @throws IOException if the file cannot be read or is no checkpoint of this network
     */
    public static Classifier load(
            NetworkKind kind,
            Path folder,
            int epoch,
            Device device,
            Normalization normalization,
            @Nullable PixelOrder order)
            throws IOException {
        Classifier classifier = new Classifier(kind, device, normalization, order);
        Path file = folder.resolve(fileName(epoch));
        try {
            classifier.model.load(folder, MODEL_NAME, Map.of("epoch", epoch));
            classifier.requireShapes(file);
            classifier.freeze();
            return classifier;
        } catch (MalformedModelException | EOFException | RuntimeException e) {
            classifier.close();
            throw new IOException(
                    "%s is not a checkpoint of %s.".formatted(file, kind.architecture().name()), e);
        } catch (IOException e) {
            classifier.close();
            throw e;
        }
    }

    /** A forward pass then records nothing for a backward pass, on whatever thread it runs. */
    private void freeze() {
        model.getBlock().freezeParameters(true);
    }

    /** DJL loads 3x3 weights into a 5x5 layer without a word, so the shapes are compared here. */
    private void requireShapes(Path file) throws IOException {
        Iterator<List<Integer>> expected =
                kind.architecture().parameterShapes().values().iterator();
        for (Pair<String, Parameter> parameter : model.getBlock().getParameters()) {
            Shape actual = parameter.getValue().getArray().getShape();
            if (!expected.hasNext() || !actual.equals(shape(expected.next()))) {
                throw new IOException(
                        "%s holds %s with shape %s, which is not %s's."
                                .formatted(
                                        file,
                                        parameter.getKey(),
                                        actual,
                                        kind.architecture().name()));
            }
        }
    }

    private static Shape shape(List<Integer> sizes) {
        return new Shape(sizes.stream().mapToLong(Integer::longValue).toArray());
    }

    /** The name of an epoch's file of parameters. */
    public static String fileName(int epoch) {
        return "%s-%04d.params".formatted(MODEL_NAME, epoch);
    }

    /** Writes {@link #fileName} in DJL's own format into a folder. */
    public void save(Path folder, int epoch) throws IOException {
        model.setProperty("Epoch", String.valueOf(epoch));
        model.save(folder, MODEL_NAME);
    }

    /** Which network it is. */
    public NetworkKind kind() {
        return kind;
    }

    /** Images in the order of pixels that the network learned. */
    public byte[] inOrder(byte[] pixels) {
        return order == null ? pixels : order.of(pixels);
    }

    /** DJL's model, for those who train or look inside. */
    public Model model() {
        return model;
    }

    /** Where it computes. */
    public Device device() {
        return model.getNDManager().getDevice();
    }

    /** What makes its input of bytes. */
    public Normalization normalization() {
        return normalization;
    }

    /** How many weights and biases. */
    public long parameterCount() {
        return parameterCount(model);
    }

    static long parameterCount(Model model) {
        return model.getBlock().getParameters().values().stream()
                .mapToLong(parameter -> parameter.getArray().size())
                .sum();
    }

    /**
     * Copies of all parameters in the network's order, by PyTorch's names where the network is a
     * list of layers, else by DJL's.
     */
    public Map<String, Tensor> parameters() {
        Iterator<String> names = names().iterator();
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Parameter parameter : model.getBlock().getParameters().values()) {
            NDArray array = parameter.getArray();
            tensors.put(
                    names.next(), new Tensor(array.getShape().getShape(), array.toFloatArray()));
        }
        return tensors;
    }

    private Collection<String> names() {
        return kind.hasLayers()
                ? kind.architecture().parameterShapes().keySet()
                : model.getBlock().getParameters().keys();
    }

    /**
     * Predicts the logits of images; all threads work, each on a batch of its own.
     *
     * @param pixels 784 bytes an image
     * @return ten logits an image
     */
    public float[][] logits(byte[] pixels) {
        byte[] ordered = inOrder(pixels);
        int count = pixels.length / LabelledImages.PIXELS;
        List<float[][]> batches =
                Parallel.map(
                        (count + BATCH - 1) / BATCH,
                        batch -> {
                            int from = batch * BATCH;
                            return logits(ordered, from, Math.min(from + BATCH, count));
                        });
        return batches.stream().flatMap(Arrays::stream).toArray(float[][]::new);
    }

    private float[][] logits(byte[] pixels, int from, int to) {
        ByteBuffer bytes =
                ByteBuffer.wrap(
                        pixels, from * LabelledImages.PIXELS, (to - from) * LabelledImages.PIXELS);
        try (NDManager manager = model.getNDManager().newSubManager()) {
            NDArray images =
                    manager.create(
                            bytes.slice(), new Shape(to - from, SIDE, SIDE, 1), DataType.UINT8);
            NDList input = new NDList(normalization.apply(images));
            ParameterStore parameters = new ParameterStore(manager, false);
            NDArray output = model.getBlock().forward(parameters, input, false).head();
            return Maps.rows(output.toFloatArray(), LabelledImages.CLASSES);
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
