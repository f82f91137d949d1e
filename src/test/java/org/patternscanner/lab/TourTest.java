package org.patternscanner.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.patternscanner.cli.Cnn;

class TourTest {

    @Test
    void stopsAtEveryExperimentInTheLessonsOrder() {
        assertThat(Tour.stops())
                .extracting(Tour.Stop::lab)
                .isEqualTo(Labs.ALL.stream().map(Lab::name).toList());
    }

    @Test
    void everyStopIsAShortParagraph() {
        for (Tour.Stop stop : Tour.stops()) {
            assertThat(stop.before()).matches("[A-Z].*[.?]").hasSizeBetween(80, 320);
            assertThat(stop.next()).hasSizeBetween(20, 120).doesNotEndWith(".");
        }
    }

    /** A tour that points to what is not there would be worse than none. */
    @Test
    void everyCommandThatItNamesIsThere() {
        Set<String> there = Cnn.commandLine(java.util.Map.of()).getSubcommands().keySet();
        Set<String> named = new TreeSet<>();
        for (Tour.Stop stop : Tour.stops()) {
            Matcher command = Pattern.compile("cnn ([a-z-]+)").matcher(stop.next());
            while (command.find()) {
                named.add(command.group(1));
            }
        }
        assertThat(named).isNotEmpty().isSubsetOf(List.copyOf(there));
    }
}
