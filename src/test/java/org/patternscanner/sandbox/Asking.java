package org.patternscanner.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests that ask the page's server, as the page does. */
abstract class Asking {

    /** Where trainings go. */
    @TempDir static Path models;

    static Caller caller;

    @BeforeAll
    static void opens() throws IOException {
        caller = new Caller(models);
    }

    @AfterAll
    static void closes() {
        caller.close();
    }
}
