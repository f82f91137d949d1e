package org.patternscanner.export;

import ai.djl.Device;
import com.twelvemonkeys.image.ImageUtil;
import com.twelvemonkeys.imageio.ImageReaderBase;
import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import com.twelvemonkeys.io.enc.Decoder;
import com.twelvemonkeys.lang.StringUtil;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.patternscanner.inspection.DigitTranslator;
import org.patternscanner.network.Classifier;
import org.patternscanner.network.NetworkBlockFactory;
import org.patternscanner.render.WholeFile;
import org.patternscanner.render.WholeFolder;

/**
 * A network as DJL Serving 0.36 loads it: a folder, or a zip of one, with the parameters in DJL's
 * own format, serving.properties, and the classes that make the network and read pictures for it.
 *
 * <pre>
 * serving.properties
 * epoch-0017.params
 * network.jar               only says where its classes are: in libs/pattern-scanner.jar
 * libs/pattern-scanner.jar
 * libs/imageio-*.jar, ...   decoders of pictures
 * </pre>
 *
 * <p>DJL looks for a BlockFactory in the jars beside serving.properties, and for a translator in
 * those of libs, by its key "translator". A "translatorFactory" it takes from its own class path
 * only: see ai.djl.repository.zoo.BaseModelLoader and ai.djl.translate.ServingTranslatorFactory.
 */
final class DjlServing {

    private static final String PROGRAM_JAR = "libs/pattern-scanner.jar";

    /** One class of each library that {@code org.patternscanner.image} decodes with. */
    private static final List<Class<?>> DECODERS =
            List.of(
                    WebPImageReaderSpi.class,
                    TIFFImageReaderSpi.class,
                    JPEGImageReaderSpi.class,
                    ImageReaderBase.class,
                    Directory.class,
                    ImageUtil.class,
                    Decoder.class,
                    StringUtil.class);

    private DjlServing() {}

    /**
     * Writes a folder that is new, or a zip if the name ends in .zip.
     *
     * @throws IOException with one sentence if it cannot be written
     */
    static void write(ExportedNetwork network, Path target) throws IOException {
        boolean zip = target.toString().toLowerCase(Locale.ROOT).endsWith(".zip");
        if (!zip) {
            WholeFolder.requireFree(target);
        }
        SortedMap<String, byte[]> files = files(network);
        if (zip) {
            WholeFile.write(target, Zip.of(files));
        } else {
            WholeFolder.write(target, files);
        }
    }

    private static SortedMap<String, byte[]> files(ExportedNetwork network) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put("serving.properties", properties(network).getBytes(StandardCharsets.UTF_8));
        files.put(Classifier.fileName(network.epoch()), parameters(network));
        files.put("network.jar", jarThatPointsTo(PROGRAM_JAR));
        files.put(PROGRAM_JAR, ProgramJar.bytes());
        for (Class<?> type : DECODERS) {
            Path jar = ProgramJar.source(type);
            files.put("libs/" + jar.getFileName(), Files.readAllBytes(jar));
        }
        return files;
    }

    private static String properties(ExportedNetwork network) {
        return """
                # %s of run %s, epoch %d. In DJL Serving's folder of models, or:
                #   djl-serving --models digits=file:///where/this/is
                #   curl -T digit.png http://127.0.0.1:8080/predictions/digits
                engine=PyTorch
                option.modelName=%s
                option.epoch=%d
                blockFactory=%s
                translator=%s
                # What the two need to know.
                %s=%s
                %s=%s
                %s=%s
                %s=%s
                """
                .formatted(
                        network.architecture().name(),
                        network.run(),
                        network.epoch(),
                        Classifier.MODEL_NAME,
                        network.epoch(),
                        NetworkBlockFactory.class.getName(),
                        DigitTranslator.class.getName(),
                        NetworkBlockFactory.NETWORK,
                        network.kind().name(),
                        DigitTranslator.MEAN,
                        network.normalization().mean(),
                        DigitTranslator.STANDARD_DEVIATION,
                        network.normalization().standardDeviation(),
                        DigitTranslator.TEMPERATURE,
                        network.temperature());
    }

    private static byte[] parameters(ExportedNetwork network) throws IOException {
        Path folder = Files.createTempDirectory("export");
        Path file = folder.resolve(Classifier.fileName(network.epoch()));
        try (Classifier classifier =
                Classifier.of(
                        network.kind(),
                        Device.cpu(),
                        network.normalization(),
                        network.parameters())) {
            classifier.save(folder, network.epoch());
            return Files.readAllBytes(file);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    /** The same classes in both places, and only one copy of them. */
    private static byte[] jarThatPointsTo(String other) {
        String manifest = "Manifest-Version: 1.0\nClass-Path: %s\n".formatted(other);
        return Zip.of(Map.of("META-INF/MANIFEST.MF", manifest.getBytes(StandardCharsets.UTF_8)));
    }
}
