package org.patternscanner.cli;

import ai.djl.Device;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.patternscanner.sandbox.Sandbox;
import org.patternscanner.sandbox.Teacher;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cnn sandbox}: the lesson as a web page on this machine. */
@Command(
        name = "sandbox",
        description = "Serve a page on this machine that teaches the lesson with your own network.",
        footer = {"", "Examples:", "  cnn sandbox", "  cnn sandbox --port 8080 --open"})
final class SandboxCommand implements Callable<Integer> {

    @Mixin private Common common = new Common();
    @Mixin private ModelOptions model = new ModelOptions();
    @Mixin private ComputeOptions compute = new ComputeOptions();

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "7070",
            description = "Where to listen (7070); 0 for any port that is free.")
    private int port;

    @Option(names = "--open", description = "Open the page in the browser.")
    private boolean open;

    @Override
    public Integer call() throws IOException {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(
                    "--port is %d; it must be from 0 to 65535.".formatted(port));
        }
        ModelOptions.Choice choice = model.choose(common.err());
        try (Teacher teacher = new Teacher(
                                choice.run(),
                                choice.epoch(),
                                model.store.store(),
                                new LoadedOnDemand(compute));
                Sandbox sandbox = Sandbox.start(teacher, "127.0.0.1", port)) {
            common.out().printf("The sandbox is at %s (Ctrl-C ends it).%n", sandbox.url());
            common.out().flush();
            waitForCtrlC();
        }
        return ExitCode.OK;
    }

    /** The engine, which a page that only draws never needs. */
    private record LoadedOnDemand(ComputeOptions compute) implements Teacher.Engine {

        @Override
        public Device load() throws IOException {
            return compute.load();
        }

        @Override
        public Map<String, String> versions() throws IOException {
            return InfoCommand.Versions.all();
        }
    }

    private static void waitForCtrlC() {
        CountDownLatch end = new CountDownLatch(1);
        try {
            end.await(); // Ctrl-C ends Java
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
