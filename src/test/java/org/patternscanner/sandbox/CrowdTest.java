package org.patternscanner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 50 clients at once. For a minute of it, with the memory: {@code ./mvnw -Dquick test
 * -Dtest=CrowdTest -Dcrowd.seconds=60}.
 */
@Tag("thorough")
class CrowdTest {

    private static final double SECONDS =
            Double.parseDouble(System.getProperty("crowd.seconds", "5"));

    private static final int PARTS = 3;

    @TempDir Path models;

    @Test
    void fiftyClientsAllGetTheirAnswers() throws IOException, InterruptedException {
        try (Caller caller = new Caller(models)) {
            Crowd crowd = new Crowd(caller);
            crowd.asks(SECONDS / 4);
            say("warm", crowd);
            for (int part = 1; part <= PARTS; part++) {
                crowd.asks(SECONDS / PARTS);
                say("part " + part, crowd);
            }

            assertThat(crowd.failure()).isNull();
            assertThat(crowd.answers()).isPositive();
            assertThat(caller.unexpected()).isEmpty();
        }
    }

    private static void say(String when, Crowd crowd) throws IOException {
        System.out.printf(
                "%s: %d answers, p50 %.0f ms, p99 %.0f ms; heap %.1f MB of %.0f; resident %.0f MB%n",
                when,
                crowd.answers(),
                crowd.millis(0.5),
                crowd.millis(0.99),
                Crowd.heap(),
                Runtime.getRuntime().totalMemory() / 1e6,
                Crowd.resident());
    }
}
