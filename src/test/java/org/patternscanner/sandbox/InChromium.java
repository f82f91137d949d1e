package org.patternscanner.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests that look at the page in a real Chromium. */
abstract class InChromium {

    static final int SIDE = 28;
    static final String OUTPUT = "Output: point at a pixel";
    static final String SHEET = "Draw a digit here";
    static final String SHIFTED = "Shifted picture: drag it, or use the arrow keys";

    /** Where trainings go. */
    @TempDir static Path models;

    static Chromium chromium;

    @BeforeAll
    static void start() throws IOException {
        chromium = Chromium.start(models);
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }
}
