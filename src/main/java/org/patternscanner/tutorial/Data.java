package org.patternscanner.tutorial;

import ai.djl.basicdataset.cv.classification.ImageFolder;
import ai.djl.basicdataset.cv.classification.Mnist;
import ai.djl.engine.Engine;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.transform.Resize;
import ai.djl.modality.cv.transform.ToTensor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.dataset.Record;
import ai.djl.util.Progress;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.patternscanner.data.ImageSet;

/** 2. Data: the first batch of MNIST, of a data set of your own, and of folders of pictures. */
public final class Data {

    /** How many records; of the first batch the shape, the rows, labels and mean brightness. */
    record First(long records, Shape shape, List<?> rows, List<?> labels, List<?> means) {}

    public static void main(String[] args) throws Exception {
        System.out.println("MNIST with seeds 1, 1 and 2; your own data set; folders of pictures:");
        run(60_000, Files.createTempDirectory("tutorial-data"));
    }

    static List<First> run(int images, Path folder) throws Exception {
        // Without optRepository, DJL downloads MNIST; ImageSet's repository hands out our copy.
        var builder = Mnist.builder().optRepository(ImageSet.mnistRepository()).optLimit(images);
        Mnist mnist = builder.setSampling(8, true).build(); // batches of 8, in random order
        Grays own = new Grays(new Grays.Builder().setSampling(4, false)); // row by row
        for (int i = 0; i < 10; i++) { // ten PNGs of ten sizes; a picture's folder is its class
            String name = i % 2 == 0 ? "black" : "white";
            Path file = Files.createDirectories(folder.resolve(name)).resolve(i + ".png");
            var picture = new BufferedImage(30 + i, 30, BufferedImage.TYPE_INT_RGB);
            picture.createGraphics().fillRect(0, 0, i % 2 * 40, 30);
            ImageIO.write(picture, "png", file.toFile());
        }
        var folders = ImageFolder.builder().setRepositoryPath(folder).setSampling(4, true);
        folders.optFlag(Image.Flag.GRAYSCALE); // without this, three channels
        folders.addTransform(new Resize(28, 28)); // without this, sizes differ: no batch
        folders.addTransform(new ToTensor()); // without this, (28, 28, 1) and pixels up to 255
        ImageFolder two = folders.build();
        return List.of(
                first(mnist, 1), first(mnist, 1), first(mnist, 2), first(own, 1), first(two, 1));
    }

    private static First first(RandomAccessDataset set, int seed) throws Exception {
        Engine.getInstance().setRandomSeed(seed); // each getData draws an order of its own
        try (NDManager manager = NDManager.newBaseManager();
                Batch batch = set.getData(manager).iterator().next()) { // in a loop, close each
            NDArray data = batch.getData().head(); // (B, 1, 28, 28); a list, for several inputs
            List<?> labels = List.of(batch.getLabels().head().toArray()); // (B)
            // PyTorch's mean takes one axis: mean(new int[] {1, 2, 3}) would throw.
            List<?> means = List.of(data.flatten(1, 3).mean(new int[] {1}).toArray());
            System.out.printf("%n%,d records, a batch is %s%n", set.size(), data.getShape());
            System.out.printf("rows   %s%nlabels %s%nmeans  ", batch.getIndices(), labels);
            means.forEach(mean -> System.out.printf("%.3f ", ((Number) mean).floatValue()));
            System.out.println();
            return new First(set.size(), data.getShape(), batch.getIndices(), labels, means);
        }
    }

    /** A data set of your own: how many records it has, and each of them; here plain grays. */
    private static final class Grays extends RandomAccessDataset {
        Grays(Builder builder) {
            super(builder);
        }

        @Override
        public Record get(NDManager manager, long index) {
            NDArray image = manager.full(new Shape(1, 28, 28), index / 28f); // the batch frees it
            return new Record(new NDList(image), new NDList(manager.create(index)));
        }

        @Override
        protected long availableSize() {
            return 28;
        }

        @Override
        public void prepare(@Nullable Progress progress) {} // nothing to open or to download

        static final class Builder extends BaseBuilder<Builder> {
            @Override
            protected Builder self() {
                return this;
            }
        }
    }
}
