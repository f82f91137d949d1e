package org.patternscanner.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patternscanner.inspection.Explanation;
import org.patternscanner.picture.PictureReader;
import org.patternscanner.render.ExplanationImage;
import org.patternscanner.render.ExplanationText;
import org.patternscanner.render.Png;
import org.patternscanner.render.TextColour;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** What {@code cnn predict} makes besides its table; never over a picture that it reads. */
final class PredictOutputs {

    private static final String EXPLAIN = "--explain";
    private static final String REPORT = "--report";
    private static final String ON_THE_TERMINAL = "";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = EXPLAIN,
            arity = "0..1",
            fallbackValue = ON_THE_TERMINAL,
            paramLabel = "PNG",
            description =
                    "Show each stage of the normalisation, and what the network would have said of"
                            + " it: drawn in this file; without one, as text, and with --json as"
                            + " \"stages\" of each digit. Put it after the pictures.")
    private @Nullable String explain;

    @Option(
            names = REPORT,
            paramLabel = "HTML",
            description = "Write a web page with all pictures and how they were read.")
    private @Nullable Path report;

    boolean explains() {
        return explain != null;
    }

    /** Where to draw the explanation, if anywhere. */
    @Nullable Path drawing() throws IOException {
        return explain == null || explain.equals(ON_THE_TERMINAL)
                ? null
                : DigitPicture.path(explain);
    }

    @Nullable Path report() {
        return report;
    }

    /** Refuses what can't be meant, as far as the words say. */
    void check(List<String> files) throws IOException {
        if (report != null) {
            OutputFile.requireEnding(REPORT, report, ".html", "a web page");
        }
        Path drawing = drawing();
        if (files.isEmpty()) {
            throw nothingToRead(drawing);
        }
        if (drawing != null) {
            if (isAheadOfAllFiles() && Files.exists(drawing)) {
                throw new UsageException(
                        "'%s' is there already: put --explain last if it is to be read, or write"
                                + " --explain=%s to draw over it.",
                        drawing, drawing);
            }
            OutputFile.requirePng(EXPLAIN, drawing);
        }
    }

    private RuntimeException nothingToRead(@Nullable Path drawing) {
        if (drawing != null && isWithoutEqualsSign()) {
            return new UsageException(
                    "There is no picture to read: '%s' behind --explain is the one to draw. Put"
                            + " --explain last, as in: cnn predict %s --explain",
                    drawing, drawing);
        }
        return new MissingParameterException(
                spec.commandLine(), spec.positionalParameters().get(0), "There is no picture.");
    }

    /** As in {@code --explain a.png b.png}, where a.png may be meant to be read. */
    private boolean isAheadOfAllFiles() {
        ParseResult parsed = spec.commandLine().getParseResult();
        boolean first =
                parsed.matchedArgs().stream()
                        .filter(arg -> arg.isPositional() || arg == spec.findOption(EXPLAIN))
                        .findFirst()
                        .map(ArgSpec::isOption)
                        .orElse(false);
        return first && isWithoutEqualsSign();
    }

    private boolean isWithoutEqualsSign() {
        return spec.commandLine().getParseResult().originalArgs().contains(EXPLAIN);
    }

    /** Refuses to write over a picture, and to draw more than one explanation into one file. */
    void checkAgainst(List<String> pictures) throws IOException {
        Path drawing = drawing();
        if (drawing != null && pictures.size() > 1) {
            throw new UsageException(
                    "--explain draws one picture, and there are %d: name one, or leave '%s' out.",
                    pictures.size(), drawing);
        }
        for (String picture : pictures) {
            OutputFile.requireOther(EXPLAIN, drawing, picture);
            OutputFile.requireOther(REPORT, report, picture);
        }
    }

    /** Draws the explanation, or says it in words. */
    String explain(String file, Explanation explanation, ModelOptions.Choice choice)
            throws IOException {
        Path drawing = drawing();
        if (drawing == null) {
            TextColour colour =
                    Terminal.speaksUnicode()
                            ? TextColour.of(Terminal.detect().out(), System.getenv())
                            : TextColour.NONE;
            return ExplanationText.render(PictureReader.printable(file), explanation, colour);
        }
        String name = PictureReader.printable(String.valueOf(Path.of(file).getFileName()));
        Png.write(ExplanationImage.of(name, choice.describe(), explanation), drawing);
        return "Drawn in " + PictureReader.printable(drawing.toString()) + "\n";
    }
}
