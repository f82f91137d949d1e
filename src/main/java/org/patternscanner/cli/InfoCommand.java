package org.patternscanner.cli;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.util.Utils;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.patternscanner.network.TorchEngine;
import org.patternscanner.render.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cnn info}: what runs here. */
@Command(
        name = "info",
        description = "Show versions, the device, threads, and where everything lies.",
        footerHeading = Cnn.EXAMPLES,
        footer = {"  cnn info", "  cnn info --json"})
final class InfoCommand implements Callable<Integer> {

    @Mixin private Common common = new Common();
    @Mixin private ComputeOptions compute = new ComputeOptions();
    @Mixin private ModelOptions.StoreOptions store = new ModelOptions.StoreOptions();

    @Option(names = "--json", description = "Print one JSON document instead.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Device device = compute.load();
        Map<String, String> facts = new LinkedHashMap<>(Versions.all());
        facts.put("device", TorchEngine.nameOf(device));
        facts.put("cuda devices", String.valueOf(TorchEngine.engine().getGpuCount()));
        facts.put("threads", String.valueOf(TorchEngine.threads()));
        facts.put("processor cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
        facts.put("program", home());
        facts.put("models", store.store().folder().toAbsolutePath().normalize().toString());
        facts.put("data", "MNIST is part of the program");
        facts.put("libraries", Utils.getEngineCacheDir().toString());
        PrintWriter out = common.out();
        if (json) {
            Map<String, String> document = new LinkedHashMap<>();
            document.put("schema", "info/1");
            document.putAll(facts);
            out.println(Json.toText(document));
        } else {
            facts.forEach((name, value) -> out.printf("%-16s %s%n", name, value));
        }
        return 0;
    }

    private static String home() {
        return ModelOptions.StoreOptions.home().toAbsolutePath().normalize().toString();
    }

    /** What a run's result may depend on. */
    static final class Versions {

        private Versions() {}

        static Map<String, String> all() throws IOException {
            Engine engine = TorchEngine.engine();
            Map<String, String> versions = new LinkedHashMap<>();
            versions.put("cnn", Cnn.Version.number());
            versions.put("djl", Engine.getDjlVersion());
            versions.put("engine", engine.getEngineName() + " " + engine.getVersion());
            versions.put("java", System.getProperty("java.version"));
            versions.put(
                    "platform",
                    System.getProperty("os.name") + " " + System.getProperty("os.arch"));
            return versions;
        }
    }
}
