package org.patternscanner.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.patternscanner.lab.Finding;
import org.patternscanner.lab.Lab;

/** What an experiment found, for a terminal. */
final class LabReport {

    private static final int WIDTH = 80;

    private LabReport() {}

    /** Prints the claim, the numbers, what was seen, and where the pictures are. */
    static void print(PrintWriter out, Lab<?> lab, Finding finding, List<Path> pictures) {
        out.println(wrapped("The claim: " + lab.claim()));
        out.println(finding.table());
        finding.seen().forEach(sentence -> out.println(wrapped(sentence)));
        out.println(finding.held() ? "The claim held." : "The claim did NOT hold here.");
        pictures.forEach(picture -> out.println("Drawn in " + picture));
    }

    /** Broken into lines of at most 80 characters, each ending with a line feed but the last. */
    static String wrapped(String text) {
        StringBuilder lines = new StringBuilder();
        int column = 0;
        for (String word : text.split(" ")) {
            if (column > 0 && column + 1 + word.length() > WIDTH) {
                lines.append('\n');
                column = 0;
            } else if (column > 0) {
                lines.append(' ');
                column++;
            }
            lines.append(word);
            column += word.length();
        }
        return lines.toString();
    }
}
