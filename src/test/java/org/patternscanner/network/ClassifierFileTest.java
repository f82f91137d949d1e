package org.patternscanner.network;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import ai.djl.util.PairList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.arithmetic.Layer;

class ClassifierFileTest {

    private static final Shape IMAGE = new Shape(1, 1, 28, 28);

    @TempDir Path folder;

    @Test
    void parametersComeBackBitForBit() throws IOException {
        byte[] images = new byte[3 * 784];
        Arrays.fill(images, 100, 500, (byte) 200);
        try (Classifier written = untrained(21)) {
            written.save(folder, 12);
            try (Classifier read = load(NetworkKind.CNN, 12)) {
                requireSame(read, written);
                assertThat(read.logits(images)).isDeepEqualTo(written.logits(images));
            }
        }
    }

    private static void requireSame(Classifier one, Classifier other) {
        assertThat(one.parameters()).usingRecursiveComparison().isEqualTo(other.parameters());
    }

    /** A block that was read from a file can be written again, as training goes on with it. */
    @ParameterizedTest
    @EnumSource(names = {"CNN", "DENSE"})
    void loadedNetworkCanBeSavedAgain(NetworkKind kind) throws IOException {
        try (Classifier written = untrained(kind, 22)) {
            written.save(folder, 1);
        }
        try (Classifier read = load(kind, 1)) {
            read.save(folder, 2);
            try (Classifier again = load(kind, 2)) {
                requireSame(again, read);
            }
        }
    }

    @Test
    void plainDjlReadsTheFile() throws IOException, MalformedModelException {
        try (Classifier written = untrained(23);
                Model model = Model.newInstance("epoch")) {
            written.save(folder, 3);
            assertThat(folder.resolve("epoch-0003.params")).isRegularFile();
            model.setBlock(new SimpleCnn());
            model.load(folder, "epoch", Map.of("epoch", 3));
            for (Pair<String, Parameter> pair : model.getBlock().getParameters()) {
                assertThat(pair.getValue().getArray().toFloatArray())
                        .isEqualTo(
                                requireNonNull(written.parameters().get(pair.getKey())).values());
            }
        }
    }

    /** A negative length says how many bytes the end lacks. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 5, 40, 400, 70_000, 1_000_000, -1, -5, -400})
    void truncatedFileIsRefused(int length) throws IOException {
        try (Classifier written = untrained(24)) {
            written.save(folder, 4);
        }
        Path file = folder.resolve("epoch-0004.params");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, length >= 0 ? length : bytes.length + length));
        requireRefused(NetworkKind.CNN, 4, file + " is not a checkpoint of SimpleCNN.");
    }

    @Test
    void fileOfSomethingElseIsRefusedAndAMissingOneNamed() throws IOException {
        Files.writeString(folder.resolve("epoch-0005.params"), "No network at all.\n".repeat(99));
        requireRefused(NetworkKind.CNN, 5, "is not a checkpoint of SimpleCNN.");
        requireRefused(NetworkKind.CNN, 6, "");
    }

    @Test
    void fileOfAnotherKindOfBlockIsRefused() throws IOException {
        save(new SequentialBlock().add(convolution(32, 5)).add(convolution(64, 5)), 7);
        requireRefused(NetworkKind.CNN, 7, "is not a checkpoint of SimpleCNN.");
    }

    /** DJL itself would read those with larger kernels without a word. */
    @Test
    void fileOfTheSameLayersIsTheSameNetworkUnlessItsKernelsAreLarger() throws IOException {
        save(new LikeSimpleCnn(5), 8);
        requireRefused(NetworkKind.CNN, 8, "conv1.weight", "(32, 1, 5, 5)");
        save(new LikeSimpleCnn(3), 9);
        try (Classifier read = load(NetworkKind.CNN, 9)) {
            assertThat(read.parameters()).hasSize(8);
        }
    }

    @Test
    void denseNetOfOtherSizesIsRefused() throws IOException {
        SequentialBlock narrow = new SequentialBlock();
        for (Layer layer : Architecture.DENSE_NET.layers()) {
            if (layer instanceof Layer.Flatten) {
                narrow.add(Blocks.batchFlattenBlock());
            } else if (layer instanceof Layer.Relu) {
                narrow.add(Activation.reluBlock());
            } else {
                narrow.add(Linear.builder().setUnits(10).build());
            }
        }
        save(narrow, 12);
        requireRefused(NetworkKind.DENSE, 12, "(10, 784)", "DenseNet");
    }

    @Test
    void neitherNetworkReadsTheOthersFile() throws IOException {
        try (Classifier cnn = untrained(26);
                Classifier dense = untrained(NetworkKind.DENSE, 26)) {
            cnn.save(folder, 13);
            dense.save(folder, 14);
        }
        requireRefused(NetworkKind.DENSE, 13, "is not a checkpoint of DenseNet.");
        requireRefused(NetworkKind.CNN, 14, "is not a checkpoint of SimpleCNN.");
    }

    private Classifier load(NetworkKind kind, int epoch) throws IOException {
        return Classifier.load(kind, folder, epoch, Device.cpu(), Normalization.MNIST, null);
    }

    @Test
    void ofARunIsLoadedByDjlAsDocsTrainSays() throws Exception {
        Model model = Model.newInstance("epoch");
        model.setBlock(new SimpleCnn());
        model.load(Path.of("models/plain"), "epoch", Map.of("epoch", 17));

        try (model) {
            Parameter conv1 = model.getBlock().getParameters().valueAt(0);
            assertThat(conv1.getArray().getShape()).isEqualTo(new Shape(32, 1, 3, 3));
        }
    }

    private void requireRefused(NetworkKind kind, int epoch, String... reasons) {
        assertThatIOException()
                .isThrownBy(() -> load(kind, epoch))
                .withMessageContaining(Classifier.fileName(epoch))
                .withMessageContainingAll(reasons);
    }

    private void save(Block block, int epoch) throws IOException {
        try (Model model = Model.newInstance("epoch")) {
            model.setBlock(block);
            block.initialize(model.getNDManager(), DataType.FLOAT32, IMAGE);
            model.setProperty("Epoch", String.valueOf(epoch));
            model.save(folder, "epoch");
        }
        assertThat(folder.resolve(Classifier.fileName(epoch))).isRegularFile();
    }

    private static Block convolution(int filters, int side) {
        return Conv2d.builder()
                .setFilters(filters)
                .setKernelShape(new Shape(side, side))
                .optPadding(new Shape(side / 2, side / 2))
                .build();
    }

    /** SimpleCNN's layers, with another kernel size. */
    private static final class LikeSimpleCnn extends AbstractBlock {

        LikeSimpleCnn(int side) {
            super((byte) 1);
            inputNames = List.of("image");
            addChildBlock("conv1", convolution(32, side));
            addChildBlock("conv2", convolution(64, side));
            addChildBlock("fc1", Linear.builder().setUnits(128).build());
            addChildBlock("fc2", Linear.builder().setUnits(10).build());
        }

        @Override
        protected void initializeChildBlocks(
                NDManager manager, DataType dataType, Shape... inputShapes) {
            Shape[] inputs = {
                IMAGE, new Shape(1, 32, 14, 14), new Shape(1, 3136), new Shape(1, 128)
            };
            for (int i = 0; i < inputs.length; i++) {
                children.valueAt(i).initialize(manager, dataType, inputs[i]);
            }
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store,
                NDList inputs,
                boolean training,
                @Nullable PairList<String, Object> options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputShapes) {
            return new Shape[] {new Shape(1, 10)};
        }
    }

    private static Classifier untrained(long seed) {
        return untrained(NetworkKind.CNN, seed);
    }

    private static Classifier untrained(NetworkKind kind, long seed) {
        return Classifier.untrained(kind, Device.cpu(), Normalization.MNIST, seed);
    }
}
