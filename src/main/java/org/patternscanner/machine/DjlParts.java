package org.patternscanner.machine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.jar.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * The releases of DJL's parts on a class path, by the jars' own files; "none" for what is missing.
 *
 * @param api of ai.djl:api
 * @param engine of pytorch-engine
 * @param pytorch of PyTorch, as the engine expects it
 * @param jni of pytorch-jni: PyTorch's and DJL's
 * @param natives PyTorch's libraries
 */
record DjlParts(String api, String engine, String pytorch, String jni, List<Natives> natives) {

    private static final String NONE = "none";

    /**
     * The libraries for one platform.
     *
     * @param version as in "2.7.1-20250812"
     * @param flavor as in "cpu"
     * @param platform as in "linux-x86_64"
     * @param files the libraries' names
     */
    record Natives(String version, String flavor, String platform, List<String> files) {

        /** PyTorch's own version, without the day of the build. */
        String pytorch() {
            return version.replaceFirst("-.*", "");
        }

        /** The folder in DJL's cache that they are unpacked into. */
        String folder() {
            return "%s-%s-%s".formatted(version, flavor, platform);
        }
    }

    static DjlParts of(ClassLoader loader) {
        try {
            Properties engine = properties(loader.getResource("pytorch-engine.properties"));
            Properties jni = properties(loader.getResource("jnilib/pytorch.properties"));
            List<Natives> natives = new ArrayList<>();
            for (URL url : Collections.list(loader.getResources("native/lib/pytorch.properties"))) {
                Properties each = properties(url);
                String files = each.getProperty("libraries", "");
                if (!files.isEmpty()) { // those of a placeholder would be downloaded
                    natives.add(
                            new Natives(
                                    each.getProperty("version", ""),
                                    each.getProperty("flavor", "cpu"),
                                    each.getProperty("classifier", ""),
                                    List.of(files.split(","))));
                }
            }
            return new DjlParts(
                    specification(loader.getResource("ai/djl/engine/Engine.class")),
                    engine.getProperty("djl_version", NONE),
                    engine.getProperty("pytorch_version", NONE),
                    jni.getProperty("jni_version", NONE),
                    natives);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties properties(@Nullable URL url) throws IOException {
        Properties properties = new Properties();
        if (url != null) {
            try (InputStream in = url.openStream()) {
                properties.load(in);
            }
        }
        return properties;
    }

    /** The release that the manifest of a class's jar states. */
    private static String specification(@Nullable URL type) throws IOException {
        if (type == null || !(type.openConnection() instanceof JarURLConnection jar)) {
            return NONE;
        }
        String version =
                jar.getMainAttributes().getValue(Attributes.Name.SPECIFICATION_VERSION);
        return version == null ? NONE : version;
    }

    /** The libraries for a platform; null if there are none. */
    @Nullable Natives nativesFor(String platform) {
        return natives.stream()
                .filter(each -> each.platform().equals(platform))
                .findFirst()
                .orElse(null);
    }
}
