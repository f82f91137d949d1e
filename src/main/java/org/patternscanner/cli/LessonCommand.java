package org.patternscanner.cli;

import static org.patternscanner.render.TextTable.Column.left;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.patternscanner.lab.Finding;
import org.patternscanner.lab.Lab;
import org.patternscanner.lab.Labs;
import org.patternscanner.lab.Logbook;
import org.patternscanner.lab.Quiz;
import org.patternscanner.lab.Tour;
import org.patternscanner.render.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cnn lesson}: all experiments as a guided tour, which can be left and taken up again. */
@Command(
        name = "lesson",
        description =
                "Walk through all experiments in the lesson's order: about 20 minutes. Type q to"
                        + " leave; the next 'cnn lesson' goes on from there.",
        footer = {
            "  cnn lesson",
            "  cnn lesson --restart",
            "  cnn lesson --no-quiz --output figures"
        })
final class LessonCommand extends CliCommand {

    private static final String STATE = "lesson.json";
    private static final String FAREWELL = "Progress saved. Run 'cnn lesson' to continue.";
    private static final String GO_ON = "Enter to go on, o to open the picture, q to leave: ";
    private static final List<String> BIAS = List.of("permuted-pixels", "table-columns");

    @Mixin private LabOptions options = new LabOptions();

    @Mixin private LabPictures pictures = new LabPictures();

    @Option(names = "--no-quiz", description = "Ask and wait for nothing: run straight through.")
    private boolean noQuiz;

    @Option(names = "--restart", description = "Begin again; what is kept so far is forgotten.")
    private boolean restart;

    /** The learner would rather leave. */
    private static final class LeftException extends Exception {
        private static final long serialVersionUID = 1;
    }

    @Override
    public Integer call() throws IOException {
        if (!noQuiz && !Quizmaster.isSomebodyThere()) {
            throw new UsageException(
                    "The lesson asks and waits, so it needs a terminal; with --no-quiz it runs straight through.");
        }
        options.requireDrawable(err());
        pictures.prepare();
        Path file = options.model.store.storeToWrite(err()).folder().resolve(STATE);
        if (restart) {
            Logbook.EMPTY.write(file);
        }
        Logbook logbook = Logbook.read(file);
        try {
            walk(logbook, file);
            return Exit.OK;
        } catch (LeftException e) {
            err().println(FAREWELL);
            return Exit.OK;
        } catch (CancellationException e) {
            return Exit.INTERRUPTED;
        }
    }

    private void walk(Logbook begun, Path file) throws IOException, LeftException {
        Logbook logbook = begun;
        List<Tour.Stop> stops = Tour.stops();
        Quizmaster quizmaster = new Quizmaster(err(), FAREWELL);
        welcome(logbook, stops);
        for (int i = 0; i < stops.size(); i++) {
            Tour.Stop stop = stops.get(i);
            if (logbook.visit(stop.lab()).isEmpty()) {
                say("== %d of %d: %s ==".formatted(i + 1, stops.size(), stop.lab()));
                say(stop.before());
                out().println();
                Lab<?> lab = Labs.named(stop.lab()).orElseThrow();
                List<Path> drawn = new ArrayList<>();
                logbook = logbook.with(visit(lab, quizmaster, drawn));
                logbook.write(file);
                say("Look at next: %s.".formatted(stop.next()));
                if (!noQuiz) {
                    goOn(quizmaster, drawn);
                }
                out().println();
            }
        }
        if (logbook.explanation() == null) {
            say("== The last question ==");
            logbook = logbook.withExplanation(explanation(quizmaster));
            logbook.write(file);
        }
        conclude(logbook);
    }

    private void welcome(Logbook logbook, List<Tour.Stop> stops) {
        long done = stops.stream().filter(stop -> logbook.visit(stop.lab()).isPresent()).count();
        if (done == 0) {
            say("The Pattern Scanner, in %d experiments.".formatted(stops.size()));
            say(Tour.WELCOME);
        } else {
            say(
                    "Taken up again: %d of %d experiments are done; --restart begins anew."
                            .formatted(done, stops.size()));
        }
        out().println();
    }

    /** Waits for Enter. */
    private void goOn(Quizmaster quizmaster, List<Path> drawn) throws IOException, LeftException {
        String line = quizmaster.line(GO_ON);
        while (line != null && line.equals("o")) {
            for (Path picture : drawn) {
                Browser.ofThisSystem().open(picture.toUri().toString(), err()::println);
            }
            line = quizmaster.line(GO_ON);
        }
        if (line == null || line.equals("q")) {
            throw new LeftException();
        }
    }

    /**
     * One experiment.
     *
     * @param drawn takes its first picture
     */
    private <R extends Record> Logbook.Visit visit(
            Lab<R> lab, Quizmaster quizmaster, List<Path> drawn) throws IOException, LeftException {
        Quizmaster.Reply reply = noQuiz ? Quizmaster.Reply.NONE : quizmaster.ask(lab.quiz());
        if (reply.left()) {
            throw new LeftException();
        }
        Finding finding = lab.finding(options.run(lab, this, FAREWELL));
        List<Path> files = pictures.write(finding.exhibits());
        files.stream().limit(1).forEach(drawn::add);
        if (!noQuiz) {
            quizmaster.answer(lab.quiz(), reply, finding.answer());
        }
        LabReport.printBriefly(out(), lab, finding, files);
        out().flush();
        return visited(lab, reply, finding);
    }

    private static Logbook.Visit visited(Lab<?> lab, Quizmaster.Reply reply, Finding finding) {
        Quiz quiz = lab.quiz();
        return new Logbook.Visit(
                lab.name(),
                quiz.question(),
                reply.choice().map(quiz.choices()::get).orElse(null),
                quiz.choices().get(finding.answer()),
                finding.held(),
                finding.seen());
    }

    private String explanation(Quizmaster quizmaster) throws IOException, LeftException {
        say(Tour.CHECK);
        if (noQuiz) {
            return "";
        }
        String line = quizmaster.line("In your own words (Enter to pass): ");
        if (line == null || line.equals("q")) {
            throw new LeftException();
        }
        return line;
    }

    /** The answer with the learner's own results, then all predictions. */
    private void conclude(Logbook logbook) {
        PrintWriter out = out();
        String explanation = logbook.explanation();
        if (explanation != null && !explanation.isEmpty()) {
            say("You wrote: " + explanation);
        }
        say(Tour.ANSWER);
        out.println();
        List<Logbook.Visit> evidence = new ArrayList<>();
        for (String lab : BIAS) {
            Optional<Logbook.Visit> visit = logbook.visit(lab);
            visit.ifPresent(evidence::add);
            say(
                    "Your own result of %s: %s"
                            .formatted(
                                    lab,
                                    visit.map(it -> String.join(" ", it.seen()))
                                            .orElse("none; the experiment was not done.")));
        }
        if (!evidence.isEmpty()) {
            say(
                    evidence.stream().allMatch(visit -> Boolean.TRUE.equals(visit.held()))
                            ? "So your own results say the same."
                            : "So your own results do not all say the same: ask why, and measure more with --full.");
        }
        out.println();
        out.println(table(logbook));
        say("That was the lesson; 'cnn lesson --restart' begins again.");
    }

    private static TextTable table(Logbook logbook) {
        TextTable table = new TextTable(left("experiment"), left("you predicted"), left("claim"));
        for (Logbook.Visit visit : logbook.visits()) {
            table.row(
                    visit.lab(),
                    visit.said() == null ? "-" : visit.isPredicted() ? "right" : "something else",
                    visit.held() == null ? "not decided" : visit.held() ? "held" : "did not hold");
        }
        return table;
    }

    private void say(String text) {
        out().println(LabReport.wrapped(text));
        out().flush(); // before a question, which goes to stderr
    }
}
