package org.patternscanner.cli;

import static org.patternscanner.render.TextTable.Column.left;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.patternscanner.lab.Exhibit;
import org.patternscanner.lab.Finding;
import org.patternscanner.lab.Lab;
import org.patternscanner.lab.Labs;
import org.patternscanner.render.Json;
import org.patternscanner.render.TextTable;
import org.patternscanner.render.WholeFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cnn lab}: the lesson's claims, each put to the test. */
@Command(
        name = "lab",
        description =
                "Put a claim of the lesson to the test; without a name, list the experiments.",
        footer = {
            "",
            "Examples:",
            "  cnn lab",
            "  cnn lab output-size",
            "  cnn lab sliding --kernel laplacian --picture photo.jpg",
            "  cnn lab output-size --no-quiz --output figures",
            "  cnn lab output-size --json"
        })
final class LabCommand implements Callable<Integer> {

    /** What a shell reports of a program that Ctrl-C ended. */
    private static final int INTERRUPTED = 130;

    @Mixin private Common common = new Common();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The experiment.")
    private @Nullable String name;

    @Mixin private LabOptions options = new LabOptions();
    @Mixin private SlidingOptions sliding = new SlidingOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "The folder for the pictures; labs/ by default.")
    private @Nullable Path output;

    @Option(names = "--no-quiz", description = "Ask nothing first.")
    private boolean noQuiz;

    @Option(names = "--json", description = "Print one JSON document instead.")
    private boolean json;

    private record Entry(String name, String claim) {}

    private record ListDocument(String schema, List<Entry> labs) {}

    private record Document(
            String schema,
            String lab,
            String claim,
            boolean held,
            long seed,
            boolean full,
            Object results,
            List<String> pictures) {}

    @Override
    public Integer call() throws IOException {
        if (name == null) {
            list();
            return ExitCode.OK;
        }
        Lab<?> lab =
                sliding.applyTo(
                        Labs.named(name).orElseThrow(this::unknown),
                        common.spec().commandLine().getParseResult(),
                        common.err());
        try (StopSignal signal = StopSignal.listen()) {
            perform(lab, signal);
            return ExitCode.OK;
        } catch (CancellationException e) {
            common.err().println("Stopped; an experiment that is not finished keeps nothing.");
            return INTERRUPTED;
        }
    }

    private IllegalArgumentException unknown() {
        return new IllegalArgumentException(
                "There is no experiment '%s'; there are %s."
                        .formatted(
                                name,
                                Labs.ALL.stream()
                                        .map(Lab::name)
                                        .collect(Collectors.joining(", "))));
    }

    private void list() {
        PrintWriter out = common.out();
        if (json) {
            List<Entry> entries =
                    Labs.ALL.stream()
                            .<Entry>map(lab -> new Entry(lab.name(), lab.claim()))
                            .toList();
            out.println(Json.toText(new ListDocument("lab/1", entries)));
            return;
        }
        TextTable table = new TextTable(left("name"), left("claim"));
        Labs.ALL.forEach(lab -> table.row(lab.name(), lab.claim()));
        out.print(table);
        out.println();
        out.println("Do one with 'cnn lab NAME', or all of them as a tour with 'cnn lesson'.");
    }

    private <R extends Record> void perform(Lab<R> lab, StopSignal signal) throws IOException {
        Quizmaster quizmaster = Quizmaster.of(common, noQuiz || json);
        int guess = quizmaster.ask(lab.quiz());
        R results = lab.run(options.context(common, signal));
        Finding finding = lab.finding(results);
        List<Path> pictures = write(finding.exhibits());
        if (json) {
            common.out().println(Json.toText(document(lab, results, finding, pictures)));
        } else {
            LabReport.print(common.out(), lab, finding, pictures);
            quizmaster.answer(lab.quiz(), guess, finding.answer());
        }
        common.out().flush();
    }

    private List<Path> write(List<Exhibit> exhibits) throws IOException {
        if (json && output == null) {
            return List.of();
        }
        Path folder = output == null ? Path.of("labs") : output;
        List<Path> files = new ArrayList<>();
        for (Exhibit exhibit : exhibits) {
            Path file = folder.resolve(exhibit.file());
            WholeFile.write(file, exhibit.content().bytes());
            files.add(file);
        }
        return files;
    }

    private <R extends Record> Document document(
            Lab<R> lab, R results, Finding finding, List<Path> pictures) {
        return new Document(
                "lab/1",
                lab.name(),
                lab.claim(),
                finding.held(),
                options.seed,
                options.full,
                results,
                pictures.stream().map(Path::toString).toList());
    }
}
