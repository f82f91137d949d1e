package org.patternscanner.cli;

import ai.djl.Device;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.patternscanner.machine.Machine;
import org.patternscanner.network.TorchEngine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cnn info}: what runs here. */
@Command(
        name = "info",
        description = "Show versions, the device, threads, and where everything lies.",
        footer = {"  cnn info", "  cnn info --json"})
final class InfoCommand extends CliCommand {

    @Mixin private ComputeOptions compute = new ComputeOptions();
    @Mixin private ModelOptions.StoreOptions store = new ModelOptions.StoreOptions();

    @Mixin private JsonOption result = new JsonOption();

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
        facts.put("libraries", Machine.here().libraries().toString());
        StringBuilder text = new StringBuilder();
        facts.forEach((name, value) -> text.append("%-16s %s\n".formatted(name, value)));
        result.print("info/1", facts, text::toString);
        return Exit.OK;
    }

    private static String home() {
        return Home.ofThisProgram().folder().toAbsolutePath().normalize().toString();
    }
}
