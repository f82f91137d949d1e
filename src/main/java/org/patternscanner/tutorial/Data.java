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

    /** How many records there are; the first batch's shape, rows, labels and mean brightness. */
    record First(long records, Shape shape, List<?> rows, List<?> labels, List<?> means) {}

    record Result(List<First> mnist, First own, First folders) {}

    public static void main(String[] args) throws Exception {
        Result found = run(60_000, Files.createTempDirectory("tutorial-data"));
        found.mnist.forEach(batch -> System.out.println("MNIST, seed 1, 1 or 2:\n" + batch));
        System.out.println("A data set of your own:\n" + found.own);
        System.out.println("Folders of pictures:\n" + found.folders);
    }

    static Result run(int images, Path folder) throws Exception {
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
        List<First> drawn = List.of(first(mnist, 1), first(mnist, 1), first(mnist, 2));
        return new Result(drawn, first(own, 1), first(folders.build(), 1));
    }

    private static First first(RandomAccessDataset set, int seed) throws Exception {
        Engine.getInstance().setRandomSeed(seed); // each getData draws an order of its own
        try (NDManager manager = NDManager.newBaseManager();
                Batch batch = set.getData(manager).iterator().next()) { // in a loop, close each
            NDArray data = batch.getData().head(); // (B, 1, 28, 28); a list, for several inputs
            List<?> labels = List.of(batch.getLabels().head().toArray()); // (B)
            // PyTorch's mean takes one axis: mean(new int[] {1, 2, 3}) would throw.
            List<?> means = List.of(data.flatten(1, 3).mean(new int[] {1}).toArray());
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
