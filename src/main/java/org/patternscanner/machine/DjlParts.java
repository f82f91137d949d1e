package org.patternscanner.machine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.Collections;
import java.util.Properties;
import java.util.jar.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * The releases of DJL's parts on a class path, by the jars' own files; empty for what is missing.
 *
 * @param api of ai.djl:api
 * @param engine of pytorch-engine
 * @param jni of pytorch-jni, after that of the PyTorch it is for, as in "2.7.1-0.36.0"
 * @param pytorch of the PyTorch that the engine was made for
 * @param natives PyTorch's libraries, as in "2.7.1-20250812-cpu-linux-x86_64", which DJL calls
 *     their folder in its cache
 */
record DjlParts(String api, String engine, String jni, String pytorch, String natives) {

    /** Of several libraries, those for the platform count; a zip has them beside the program. */
    static DjlParts of(Machine machine) {
        ClassLoader loader = machine.classPath();
        String platform = machine.platform();
        try {
            Properties engine = properties(loader.getResource("pytorch-engine.properties"));
            Properties jni = properties(loader.getResource("jnilib/pytorch.properties"));
            String pytorch = engine.getProperty("pytorch_version", "");
            String natives =
                    machine.holdsPyTorch(machine.own()) ? pytorch + "-cpu-" + platform : "";
            for (URL url : Collections.list(loader.getResources("native/lib/pytorch.properties"))) {
                Properties each = properties(url);
                String name =
                        "%s-%s-%s"
                                .formatted(
                                        each.getProperty("version"),
                                        each.getProperty("flavor"),
                                        each.getProperty("classifier"));
                boolean isPlaceholder = each.getProperty("libraries", "").isEmpty();
                natives = isPlaceholder || natives.endsWith(platform) ? natives : name;
            }
            return new DjlParts(
                    specification(loader.getResource("ai/djl/engine/Engine.class")),
                    engine.getProperty("djl_version", ""),
                    jni.getProperty("jni_version", ""),
                    pytorch,
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
        if (type != null && type.openConnection() instanceof JarURLConnection jar) {
            Attributes manifest = jar.getMainAttributes();
            return String.valueOf(manifest.getValue(Attributes.Name.SPECIFICATION_VERSION));
        }
        return "";
    }
}
