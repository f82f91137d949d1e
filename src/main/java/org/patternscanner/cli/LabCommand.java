package org.patternscanner.cli;

import static org.patternscanner.render.TextTable.Column.left;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.patternscanner.lab.Finding;
import org.patternscanner.lab.Lab;
import org.patternscanner.lab.Labs;
import org.patternscanner.render.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cnn lab}: the lesson's claims, each put to the test. */
@Command(
        name = "lab",
        description =
                "Put a claim of the lesson to the test; without a name, list the experiments.",
        footer = {
            "  cnn lab",
            "  cnn lab output-size --no-quiz --output figures",
            "  cnn lab sliding --kernel laplacian --picture photo.jpg"
        })
final class LabCommand extends CliCommand {

    private static final String NOTHING_KEPT =
            "Stopped; an experiment that is not finished keeps nothing.";

    @Parameters(
            arity = "0..1",
            paramLabel = "EXPERIMENT",
            completionCandidates = Words.Experiments.class,
            converter = Words.Experiments.class,
            description = "Its name.")
    private @Nullable String name;

    @Mixin private LabOptions options = new LabOptions();
    @Mixin private SlidingOptions sliding = new SlidingOptions();

    @Mixin private LabPictures pictures = new LabPictures();

    @Option(names = "--no-quiz", description = "Ask nothing first.")
    private boolean noQuiz;

    @Mixin private JsonOption result = new JsonOption();

    private record Entry(String name, String claim) {}

    private record ListDocument(List<Entry> labs) {}

    @Override
    public Integer call() throws IOException {
        if (name == null) {
            list();
            return Exit.OK;
        }
        Lab<?> lab = sliding.applyTo(Labs.named(name).orElseThrow(), err());
        if (!result.json || pictures.areWanted()) {
            pictures.prepare();
        }
        try {
            perform(lab);
            return Exit.OK;
        } catch (CancellationException e) {
            return Exit.INTERRUPTED;
        }
    }

    private void list() {
        List<Entry> entries =
                Labs.ALL.stream().<Entry>map(lab -> new Entry(lab.name(), lab.claim())).toList();
        result.print("lab/2", new ListDocument(entries), LabCommand::table);
    }

    private static String table() {
        TextTable table = new TextTable(left("name"), left("claim"));
        int longest = Labs.ALL.stream().mapToInt(lab -> lab.name().length()).max().orElse(0);
        for (Lab<?> lab : Labs.ALL) {
            String first = lab.name();
            for (String line : LabReport.lines(lab.claim(), LabReport.WIDTH - 2 - longest)) {
                table.row(first, line);
                first = "";
            }
        }
        return table
                + "\nDo one with 'cnn lab NAME', or all of them as a tour with 'cnn lesson'.\n";
    }

    private <R extends Record> void perform(Lab<R> lab) throws IOException {
        boolean asks = !noQuiz && !result.json && Quizmaster.isSomebodyThere();
        Quizmaster quizmaster = new Quizmaster(err(), NOTHING_KEPT);
        Quizmaster.Reply reply = asks ? quizmaster.ask(lab.quiz()) : Quizmaster.Reply.NONE;
        R results = options.run(lab, this, NOTHING_KEPT);
        Finding finding = lab.finding(results);
        if (result.json) {
            printDocument(lab, results, finding);
        } else {
            LabReport.print(out(), lab, finding, pictures.write(finding.exhibits()));
        }
        out().flush();
        if (asks) {
            quizmaster.answer(lab.quiz(), reply, finding.answer());
        }
    }

    private <R extends Record> void printDocument(Lab<R> lab, R results, Finding finding)
            throws IOException {
        List<Path> files =
                pictures.areWanted() ? pictures.write(finding.exhibits()) : List.<Path>of();
        Fields document =
                new Fields()
                        .with("lab", lab.name())
                        .with("claim", lab.claim())
                        .with("verdict", finding.verdict().toString())
                        .with("held", finding.held())
                        .with("seed", options.seed)
                        .with("full", options.full)
                        .with("by", options.by())
                        .with("results", results)
                        .with("pictures", files.stream().map(Path::toString).toList());
        result.print("lab/2", document, () -> "");
    }
}
