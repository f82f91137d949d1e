package org.patternscanner.cli;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.patternscanner.machine.Machine;
import org.patternscanner.network.TorchEngine;
import picocli.CommandLine.IVersionProvider;

/** What a run's result may depend on. */
final class Versions implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"cnn " + program()};
    }

    /** The version that the jar's manifest states. */
    private static String program() {
        String version = Versions.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    /** Loads the engine, and asks it too. */
    static Map<String, String> all() throws IOException {
        Engine engine = TorchEngine.engine();
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("cnn", program());
        versions.put("djl", Engine.getDjlVersion());
        versions.put("engine", engine.getEngineName() + " " + engine.getVersion());
        Machine machine = Machine.here();
        versions.put("java", machine.property("java.version"));
        versions.put("platform", machine.system());
        return versions;
    }
}
