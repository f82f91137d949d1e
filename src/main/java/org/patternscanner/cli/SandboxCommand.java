package org.patternscanner.cli;

import ai.djl.Device;
import java.io.IOException;
import java.util.Map;
import org.patternscanner.checkpoint.RunInfo;
import org.patternscanner.sandbox.Host;
import org.patternscanner.sandbox.Sandbox;
import org.patternscanner.sandbox.Teacher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cnn sandbox}: the lesson as a web page on this machine. */
@Command(
        name = "sandbox",
        description = "Serve a page on this machine that teaches the lesson with your own network.",
        footer = {
            "  cnn sandbox",
            "  cnn sandbox --port 8080 --open",
            "  cnn sandbox --host 0.0.0.0 --allow-network"
        })
final class SandboxCommand extends CliCommand {

    @Mixin private ModelOptions model = new ModelOptions();
    @Mixin private ComputeOptions compute = new ComputeOptions();

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Where to listen (7070); 0 for any port that is free.")
    private int port = 7070;

    @Option(names = "--open", description = "Open the page in the browser.")
    private boolean open;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description =
                    "The address to listen on; only with --allow-network another than this"
                            + " machine's own (127.0.0.1).")
    private String host = "127.0.0.1";

    @Option(
            names = "--allow-network",
            description =
                    "Let other machines in: whoever reaches this one may use the page, and train on"
                            + " it.")
    private boolean allowNetwork;

    @Override
    public Integer call() throws IOException {
        UsageException.requireBetween("--port", port, 0, 65_535);
        Host listening = Host.of(host);
        if (!listening.isLoopback() && !allowNetwork) {
            throw new UsageException(
                    "--host %s would let other machines in; add --allow-network if that is what you want.",
                    host);
        }
        ModelOptions.Choice choice = model.chooseToDraw(err());
        serve(choice, listening);
        return Exit.OK;
    }

    private void serve(ModelOptions.Choice choice, Host listening) throws IOException {
        // Ctrl-C waits for the end of this block: nothing computes any more when Java ends.
        try (StopSignal signal = StopSignal.listen();
                Teacher teacher =
                        new Teacher(
                                network(model.toTeachBeside(choice)),
                                network(choice),
                                model.store.storeToWrite(err()),
                                new LoadedOnDemand(compute))) {
            Sandbox sandbox = Sandbox.start(teacher, listening, port, this::failed);
            try (sandbox) {
                announce(sandbox);
                teacher.warmUp();
                signal.await();
            }
            RunInfo stopped = sandbox.stoppedTraining();
            if (stopped != null && !stopped.isTrained()) {
                err().printf(
                                "Training %s was stopped; go on with: cnn train --resume %s%s%n",
                                stopped.name(), stopped.name(), model.store.asOption());
            }
        }
    }

    private static Teacher.Network network(ModelOptions.Choice choice) {
        return new Teacher.Network(choice.run(), choice.epoch());
    }

    private void announce(Sandbox sandbox) {
        if (allowNetwork && !sandbox.networkUrls().isEmpty()) {
            err().printf(
                            "Warning: other machines may use this page and train on this one: %s%n",
                            String.join(" ", sandbox.networkUrls()));
        }
        out().printf("The sandbox is at %s (Ctrl-C ends it).%n", sandbox.url());
        out().flush();
        if (open) {
            Browser.ofThisSystem().open(sandbox.url(), err()::println);
        }
    }

    /** A failure that no request should be able to cause; the server goes on. */
    private void failed(Throwable failure) {
        err().println("cnn: " + Errors.sentence(failure));
        if (spec().commandLine().getParseResult().hasMatchedOption("--stacktrace")) {
            failure.printStackTrace(err());
        }
    }

    /** The engine, which a page that only draws never needs. */
    private record LoadedOnDemand(ComputeOptions compute) implements Teacher.Engine {

        @Override
        public Device load() throws IOException {
            return compute.load();
        }

        @Override
        public Map<String, String> versions() throws IOException {
            return Versions.all();
        }
    }
}
