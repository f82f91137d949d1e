import ai.djl.MalformedModelException;
import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.transform.Resize;
import ai.djl.modality.cv.transform.ToTensor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.Batchifier;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The network of the example own-images: block and translator must be the ones it was trained with.
 * Another network, such as a TorchScript file, takes the place of this class.
 */
final class OwnImagesModel {

    static final String NAME = "own-images";
    static final String CLASSES = "synset.txt";
    static final int SIDE = 64;

    private OwnImagesModel() {}

    static ZooModel<Image, Classifications> load(Path folder)
            throws IOException, ModelNotFoundException, MalformedModelException {
        if (!Files.exists(folder.resolve(CLASSES))) {
            throw new IOException(folder + " holds no model that own-images has saved.");
        }
        List<String> classes = Files.readAllLines(folder.resolve(CLASSES));
        return Criteria.builder()
                .setTypes(Image.class, Classifications.class)
                .optModelPath(folder)
                .optModelName(NAME)
                .optEngine("PyTorch")
                .optBlock(network(classes.size()))
                .optTranslator(new PictureTranslator(classes))
                .build()
                .loadModel();
    }

    /**
     * From (B, 3, 64, 64) to (B, classes). Four times convolution, batch norm, ReLU and max-pool; then
     * the mean over all places, because it does not matter where on the picture a thing is.
     */
    static SequentialBlock network(int classes) {
        SequentialBlock network = new SequentialBlock();
        for (int filters : new int[] {16, 32, 64, 64}) {
            network.add(
                    Conv2d.builder()
                            .setKernelShape(new Shape(3, 3))
                            .optPadding(new Shape(1, 1))
                            .setFilters(filters)
                            .build());
            network.add(BatchNorm.builder().build());
            network.add(Activation::relu);
            network.add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
        }
        return network.add(Pool.globalAvgPool2dBlock()) // (B, 64)
                .add(Linear.builder().setUnits(classes).build());
    }

    /** A picture goes in as the training's pictures did; the logits come out as probabilities. */
    private record PictureTranslator(List<String> classes)
            implements Translator<Image, Classifications> {

        @Override
        public NDList processInput(TranslatorContext context, Image picture) {
            NDArray pixels = picture.toNDArray(context.getNDManager(), Image.Flag.COLOR);
            pixels = new Resize(SIDE, SIDE).transform(pixels);
            return new NDList(new ToTensor().transform(pixels));
        }

        @Override
        public Classifications processOutput(TranslatorContext context, NDList logits) {
            return new Classifications(classes, logits.singletonOrThrow().softmax(0));
        }

        @Override
        public Batchifier getBatchifier() {
            return Batchifier.STACK;
        }
    }
}
