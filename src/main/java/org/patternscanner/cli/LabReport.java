package org.patternscanner.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.patternscanner.lab.Finding;
import org.patternscanner.lab.Lab;
import org.patternscanner.render.Letters;

/** What an experiment found, for a terminal. */
final class LabReport {

    /** Of a terminal, in characters. */
    static final int WIDTH = 80;

    private static final int MOST_SENTENCES = 3;

    private LabReport() {}

    /** Prints the claim, the numbers, what was seen, and where the pictures are. */
    static void print(PrintWriter out, Lab<?> lab, Finding finding, List<Path> pictures) {
        out.println(wrapped("The claim: " + lab.claim()));
        out.println();
        out.println(finding.table());
        finding.seen().forEach(sentence -> out.println(wrapped(sentence)));
        out.println(finding.verdict().sentence());
        drawn(out, finding, pictures, pictures.size());
    }

    /** The same for somebody who has just guessed: the verdict first, and no table. */
    static void printBriefly(PrintWriter out, Lab<?> lab, Finding finding, List<Path> pictures) {
        out.println(wrapped("The claim: " + lab.claim()));
        out.println(finding.verdict().sentence());
        drawn(out, finding, pictures, 1);
        out.println();
        finding.seen().stream()
                .limit(MOST_SENTENCES)
                .forEach(sentence -> out.println(wrapped(sentence)));
        out.println("The numbers:  cnn lab " + lab.name());
    }

    private static void drawn(PrintWriter out, Finding finding, List<Path> pictures, int named) {
        pictures.stream().limit(named).forEach(picture -> out.println("Drawn in " + picture));
        if (pictures.size() < finding.exhibits().size()) {
            out.println(wrapped("Not all was drawn: " + Letters.MISSING));
        }
    }

    /** Broken into lines of at most 80 characters, each ending with a line feed but the last. */
    static String wrapped(String text) {
        return String.join("\n", lines(text, WIDTH));
    }

    /** Broken between words into lines of at most so many characters. */
    static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
