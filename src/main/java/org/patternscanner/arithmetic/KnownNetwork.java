package org.patternscanner.arithmetic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.patternscanner.arithmetic.Layer.Convolution;
import org.patternscanner.arithmetic.Layer.MaxPool;

/**
 * Well-known networks for images of three channels, for their receptive fields: the convolutions
 * and the max-pooling of the longest path from the image, with torchvision's shapes.
 *
 * <p>The last fields of AlexNet and VGG16 are 195 and 212 pixels wide, as in Araujo, Norris and
 * Sim, Computing Receptive Fields of Convolutional Neural Networks, Distill 2019. They give 483
 * pixels for ResNet-50 v1, where the first 3x3 convolution of a stage reads the map that a stride
 * has reduced. Here that convolution has the stride itself (v1.5) and reads the map before: 427.
 */
public enum KnownNetwork {
    /** AlexNet (Krizhevsky, One weird trick for parallelizing CNNs, 2014), up to pool5. */
    ALEXNET("AlexNet") {
        @Override
        List<Layer> layers() {
            Window three = Window.of(3).withPadding(1);
            Window pool = Window.of(3).withStride(2);
            return List.of(
                    new Convolution("conv1", 3, 64, new Window(11, 4, 2, 1)),
                    new MaxPool("pool1", pool),
                    new Convolution("conv2", 64, 192, Window.of(5).withPadding(2)),
                    new MaxPool("pool2", pool),
                    new Convolution("conv3", 192, 384, three),
                    new Convolution("conv4", 384, 256, three),
                    new Convolution("conv5", 256, 256, three),
                    new MaxPool("pool5", pool));
        }
    },

    /**
     * VGG16 (Simonyan and Zisserman, Very Deep Convolutional Networks for Large-Scale Image
     * Recognition, 2015), up to pool5.
     */
    VGG16("VGG16") {
        @Override
        List<Layer> layers() {
            int[] convolutions = {2, 2, 3, 3, 3};
            int[] widths = {64, 128, 256, 512, 512};
            List<Layer> layers = new ArrayList<>();
            int channels = 3;
            for (int stage = 0; stage < widths.length; stage++) {
                for (int i = 1; i <= convolutions[stage]; i++) {
                    String name = "conv%d_%d".formatted(stage + 1, i);
                    layers.add(
                            new Convolution(
                                    name, channels, widths[stage], Window.of(3).withPadding(1)));
                    channels = widths[stage];
                }
                layers.add(new MaxPool("pool" + (stage + 1), Window.of(2).withStride(2)));
            }
            return layers;
        }
    },

    /**
     * ResNet-50 v1.5 (He, Zhang, Ren and Sun, Deep Residual Learning for Image Recognition, 2016),
     * up to the global pooling.
     */
    RESNET50("ResNet-50 v1.5") {
        @Override
        List<Layer> layers() {
            int[] blocks = {3, 4, 6, 3};
            List<Layer> layers = new ArrayList<>();
            layers.add(new Convolution("conv1", 3, 64, new Window(7, 2, 3, 1)));
            layers.add(new MaxPool("maxpool", new Window(3, 2, 1, 1)));
            int channels = 64;
            for (int stage = 1; stage <= blocks.length; stage++) {
                int width = 32 << stage;
                for (int block = 0; block < blocks[stage - 1]; block++) {
                    int stride = stage > 1 && block == 0 ? 2 : 1;
                    String name = "layer%d.%d.conv".formatted(stage, block);
                    layers.add(new Convolution(name + 1, channels, width, Window.of(1)));
                    layers.add(
                            new Convolution(name + 2, width, width, new Window(3, stride, 1, 1)));
                    channels = 4 * width;
                    layers.add(new Convolution(name + 3, width, channels, Window.of(1)));
                }
            }
            return layers;
        }
    };

    /** Pixels of a side of the images that all three were made for. */
    public static final int SIDE = 224;

    private final String title;

    KnownNetwork(String title) {
        this.title = title;
    }

    abstract List<Layer> layers();

    /** The network for images of 3 x side x side. */
    public Architecture on(int side) {
        return new Architecture(title, new Volume(3, side, side), layers());
    }

    /** As the command line names it: alexnet. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The network of a {@link #word}, in upper or lower case; empty if there is none. */
    public static Optional<KnownNetwork> named(String word) {
        return Arrays.stream(values())
                .filter(network -> network.word().equalsIgnoreCase(word.strip()))
                .findFirst();
    }
}
