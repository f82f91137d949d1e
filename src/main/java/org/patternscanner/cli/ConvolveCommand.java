package org.patternscanner.cli;

import static org.patternscanner.render.TextTable.Column.left;
import static org.patternscanner.render.TextTable.Column.right;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.patternscanner.arithmetic.ForwardPass;
import org.patternscanner.arithmetic.Kernel;
import org.patternscanner.arithmetic.Window;
import org.patternscanner.image.GreyImage;
import org.patternscanner.picture.PictureReader;
import org.patternscanner.picture.WholePicture;
import org.patternscanner.render.ConvolvedImage;
import org.patternscanner.render.Json;
import org.patternscanner.render.KernelText;
import org.patternscanner.render.Png;
import org.patternscanner.render.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cnn convolve}: a kernel slides over a picture. */
@Command(
        name = "convolve",
        description = "Slide a kernel over any picture, and show the map that comes out.",
        footerHeading = Cnn.EXAMPLES,
        footer = {
            "  cnn convolve photo.jpg --kernel sobel-x",
            "  cnn convolve photo.jpg --kernel laplacian --colour --output spots.png",
            "  cnn convolve digit.png --kernel -1,0,1,-2,0,2,-1,0,1 --stride 2 --padding 1"
        })
final class ConvolveCommand implements Callable<Integer> {

    private static final List<String> GREY = List.of("grey");
    private static final List<String> COLOURS = List.of("red", "green", "blue");

    private static final int MOST = 9999;
    private static final long MOST_NUMBERS = 60_000_000;

    @Mixin private Common common = new Common();

    @Parameters(
            paramLabel = "PICTURE",
            description = "Any picture (" + PictureReader.FORMATS + "), or - for stdin.")
    private String picture = "";

    @Option(
            names = "--kernel",
            paramLabel = "NAME|NUMBERS",
            defaultValue = "sobel-x",
            description =
                    "The kernel, by its name ('cnn kernels' lists them) or its numbers row by row (sobel-x).")
    private String kernelText = "sobel-x";

    @Option(
            names = "--stride",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many pixels the kernel moves at a time (1).")
    private int stride = 1;

    @Option(
            names = "--padding",
            paramLabel = "N",
            defaultValue = "0",
            description = "How many pixels of 0 are added at each side (0).")
    private int padding;

    @Option(
            names = "--dilation",
            paramLabel = "N",
            defaultValue = "1",
            description = "The distance of two neighbouring pixels that the kernel reads (1).")
    private int dilation = 1;

    @Option(
            names = {"--colour", "--color"},
            description = "Red, green and blue, each by itself; without it, the picture in grey.")
    private boolean colour;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "PNG",
            description = "The file to draw into; convolved.png by default, and none with --json.")
    private @Nullable Path output;

    @Option(names = "--json", description = "Print one JSON document instead.")
    private boolean json;

    /** How a map's numbers lie. */
    private record Channel(String name, float smallest, float largest, double mean, double below) {

        static Channel of(String name, float[][] map) {
            float smallest = map[0][0];
            float largest = map[0][0];
            double sum = 0;
            long below = 0;
            for (float[] row : map) {
                for (float response : row) {
                    smallest = Math.min(smallest, response);
                    largest = Math.max(largest, response);
                    sum += response;
                    below += response < 0 ? 1 : 0;
                }
            }
            double count = (double) map.length * map[0].length;
            return new Channel(name, smallest, largest, sum / count, below / count);
        }
    }

    private record Size(int width, int height) {}

    private record Document(
            String schema,
            String source,
            Kernel kernel,
            Window window,
            Size input,
            Size output,
            List<Channel> channels,
            @Nullable String picture) {}

    @Override
    public Integer call() throws IOException {
        Kernel kernel = Kernel.parse(kernelText);
        requireSensible("--stride", stride, 1);
        requireSensible("--padding", padding, 0);
        requireSensible("--dilation", dilation, 1);
        Window window = new Window(kernel.side(), stride, padding, dilation);
        String name = PictureReader.printable(picture);
        Path file = output == null && !json ? Path.of("convolved.png") : output;
        OutputFile.requirePng("--output", file);
        OutputFile.requireOther("--output", file, picture);
        try {
            convolve(name, kernel, window, read(name), file);
            return ExitCode.OK;
        } catch (OutOfMemoryError e) {
            throw new IOException(PictureReader.tooLarge(name), e);
        }
    }

    private static void requireSensible(String option, int value, int least) {
        if (value < least || value > MOST) {
            throw new IllegalArgumentException(
                    "%s is %d; it must lie between %d and %d."
                            .formatted(option, value, least, MOST));
        }
    }

    private WholePicture read(String name) throws IOException {
        WholePicture whole =
                picture.equals(DigitPicture.STDIN)
                        ? PictureReader.readWhole("stdin", System.in, colour)
                        : PictureReader.readWhole(DigitPicture.path(picture), colour);
        whole.warnings().forEach(warning -> common.err().println(name + ": " + warning));
        return whole;
    }

    private void convolve(
            String name, Kernel kernel, Window window, WholePicture whole, @Nullable Path file)
            throws IOException {
        Size input = new Size(whole.channels().get(0).width(), whole.channels().get(0).height());
        Size size = outputSize(window, input);
        List<String> names = colour ? COLOURS : GREY;
        List<float[][]> inputs = whole.channels().stream().map(GreyImage::rows).toList();
        List<float[][]> maps =
                inputs.stream()
                        .map(channel -> ForwardPass.slide(channel, kernel.weights(), window))
                        .toList();
        List<Channel> channels = new ArrayList<>();
        for (int i = 0; i < maps.size(); i++) {
            channels.add(Channel.of(names.get(i), maps.get(i)));
        }
        if (file != null) {
            String title = "%s over %s".formatted(kernel.name(), shortName());
            Png.write(new ConvolvedImage(title, names, inputs, maps).draw(), file);
        }
        if (json) {
            String drawn = file == null ? null : file.toString();
            common.out()
                    .println(
                            Json.toText(
                                    new Document(
                                            "convolve/1",
                                            name,
                                            kernel,
                                            window,
                                            input,
                                            size,
                                            channels,
                                            drawn)));
        } else {
            common.out().print(text(name, kernel, window, input, size, channels));
            common.out().println("Drawn in " + file);
        }
    }

    private static Size outputSize(Window window, Size input) {
        Size size = new Size(window.outputSize(input.width), window.outputSize(input.height));
        if ((long) size.width * size.height > MOST_NUMBERS) {
            throw new IllegalArgumentException(
                    "The map would have %d x %d numbers, more than %d million: make --padding smaller."
                            .formatted(size.width, size.height, MOST_NUMBERS / 1_000_000));
        }
        return size;
    }

    /** Without its folders. */
    private String shortName() throws IOException {
        Path file = DigitPicture.path(picture).getFileName();
        return PictureReader.printable(file == null ? picture : file.toString());
    }

    private static String text(
            String name,
            Kernel kernel,
            Window window,
            Size input,
            Size size,
            List<Channel> channels) {
        TextTable table =
                new TextTable(
                        left("channel"),
                        right("smallest"),
                        right("largest"),
                        right("mean"),
                        right("below 0"));
        for (Channel channel : channels) {
            table.row(
                    channel.name,
                    number(channel.smallest),
                    number(channel.largest),
                    number(channel.mean),
                    "%.0f %%".formatted(100 * channel.below));
        }
        return """
                %s: %d x %d pixels, from 0 (black) to 255 (white)
                kernel  %s
                width   %s = %d
                height  %s = %d

                %s
                """
                .formatted(
                        name,
                        input.width,
                        input.height,
                        KernelText.of(kernel),
                        window.formula(input.width),
                        size.width,
                        window.formula(input.height),
                        size.height,
                        table);
    }

    private static String number(double response) {
        return "%+.1f".formatted(response);
    }
}
