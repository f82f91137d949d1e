package org.patternscanner.cli;

import static org.patternscanner.render.TextTable.Column.left;
import static org.patternscanner.render.TextTable.Column.right;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patternscanner.arithmetic.ForwardPass;
import org.patternscanner.arithmetic.Kernel;
import org.patternscanner.arithmetic.Window;
import org.patternscanner.image.GreyImage;
import org.patternscanner.picture.PictureReader;
import org.patternscanner.picture.WholePicture;
import org.patternscanner.render.ConvolvedImage;
import org.patternscanner.render.KernelText;
import org.patternscanner.render.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cnn convolve}: a kernel slides over a picture. */
@Command(
        name = "convolve",
        description =
                "Slide a kernel over any picture, and draw the map that comes out, into"
                        + " convolved.png.",
        footer = {
            "  cnn convolve photo.jpg --kernel sobel-x",
            "  cnn convolve photo.jpg --kernel laplacian --color --output spots.png",
            "  cnn convolve digit.png --kernel -1,0,1,-2,0,2,-1,0,1 --stride 2 --padding 1"
        })
final class ConvolveCommand extends CliCommand {

    private static final List<String> GRAY = List.of("grey");
    private static final List<String> COLORS = List.of("red", "green", "blue");

    private static final int MOST = 9999;
    private static final long MOST_NUMBERS = 60_000_000;

    @Parameters(
            paramLabel = "PICTURE",
            description = "Any picture (" + PictureReader.FORMATS + "), or - for stdin.")
    private String picture = "";

    @Option(
            names = "--kernel",
            paramLabel = "NAME|NUMBERS",
            description =
                    "The kernel, by its name ('cnn kernels' lists them) or its numbers row by row (sobel-x).")
    private Kernel kernel = Kernel.parse("sobel-x");

    @Option(
            names = "--stride",
            paramLabel = "N",
            description = "Pixels that the kernel moves at a time (1).")
    private int stride = 1;

    @Option(
            names = "--padding",
            paramLabel = "N",
            description = "Pixels of 0 that are added on each side (0).")
    private int padding;

    @Option(
            names = "--dilation",
            paramLabel = "N",
            description = "Distance between neighboring pixels that the kernel reads (1).")
    private int dilation = 1;

    @Option(
            names = "--color",
            description =
                    "Convolve red, green and blue separately, instead of the picture in gray.")
    private boolean color;

    @Option(names = "--colour", hidden = true)
    private boolean colour;

    @Mixin private ResultOptions result = new ResultOptions();

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
            String source,
            Kernel kernel,
            Window window,
            Size input,
            Size output,
            List<Channel> channels,
            @Nullable String picture) {}

    @Override
    public Integer call() throws IOException {
        color |= colour;
        UsageException.requireBetween("--stride", stride, 1, MOST);
        UsageException.requireBetween("--padding", padding, 0, MOST);
        UsageException.requireBetween("--dilation", dilation, 1, MOST);
        Window window = new Window(kernel.side(), stride, padding, dilation);
        String name = PictureReader.printable(picture);
        if (result.output == null && !result.json) {
            result.output = Path.of("convolved.png");
        }
        result.requireSensible(picture);
        try {
            convolve(name, window, read(name));
            return Exit.OK;
        } catch (OutOfMemoryError e) {
            throw new IOException(PictureReader.tooLarge(name), e);
        }
    }

    private WholePicture read(String name) throws IOException {
        WholePicture whole =
                picture.equals(DigitPicture.STDIN)
                        ? PictureReader.readWhole("stdin", System.in, color)
                        : PictureReader.readWhole(DigitPicture.path(picture), color);
        whole.warnings().forEach(warning -> err().println(name + ": " + warning));
        return whole;
    }

    private void convolve(String name, Window window, WholePicture whole) throws IOException {
        Size input = new Size(whole.channels().get(0).width(), whole.channels().get(0).height());
        Size size = UsageException.check(() -> outputSize(window, input));
        List<String> names = color ? COLORS : GRAY;
        List<float[][]> inputs = whole.channels().stream().map(GreyImage::rows).toList();
        List<float[][]> maps =
                inputs.stream()
                        .map(channel -> ForwardPass.slide(channel, kernel.weights(), window))
                        .toList();
        List<Channel> channels = new ArrayList<>();
        for (int i = 0; i < maps.size(); i++) {
            channels.add(Channel.of(names.get(i), maps.get(i)));
        }
        String title = "%s over %s".formatted(kernel.name(), shortName());
        result.draw(() -> new ConvolvedImage(title, names, inputs, maps).draw());
        result.print(
                "convolve/1",
                new Document(name, kernel, window, input, size, channels, result.picture()),
                () -> text(name, window, input, size, channels) + result.whereDrawn(""));
    }

    private static Size outputSize(Window window, Size input) {
        Size size = new Size(window.outputSize(input.width), window.outputSize(input.height));
        if ((long) size.width * size.height > MOST_NUMBERS) {
            throw new UsageException(
                    "The map would have %d x %d numbers, more than %d million: make --padding smaller.",
                    size.width, size.height, MOST_NUMBERS / 1_000_000);
        }
        return size;
    }

    /** Without its folders. */
    private String shortName() throws IOException {
        Path file = DigitPicture.path(picture).getFileName();
        return PictureReader.printable(file == null ? picture : file.toString());
    }

    private String text(String name, Window window, Size input, Size size, List<Channel> channels) {
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
