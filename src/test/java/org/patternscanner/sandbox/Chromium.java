package org.patternscanner.sandbox;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The sandbox of the network that comes with the program, and the system's Chromium before it. */
final class Chromium implements AutoCloseable {

    /** Without these it sends requests of its own. */
    private static final List<String> ARGUMENTS =
            List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;
    private final Caller server;

    private Chromium(Playwright playwright, Browser browser, Caller server) {
        this.playwright = playwright;
        this.browser = browser;
        this.server = server;
    }

    /**
     * Starts both; where there is no Chromium or no Node the tests are skipped.
     *
     * @param models where trainings go
     */
    static Chromium start(Path models) throws IOException {
        Optional<Path> chromium = onPath("chromium", "chromium-browser", "google-chrome");
        Optional<Path> node = onPath("node", "nodejs");
        assumeTrue(chromium.isPresent(), "There is no Chromium on the PATH.");
        assumeTrue(node.isPresent(), "There is no Node on the PATH, which Playwright needs.");
        System.setProperty("playwright.nodejs.path", node.orElseThrow().toString());
        Playwright playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(chromium.orElseThrow())
                                        .setArgs(ARGUMENTS));
        return new Chromium(playwright, browser, new Caller(models));
    }

    private static Optional<Path> onPath(String... names) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(names)
                .flatMap(
                        name ->
                                Stream.of(path.split(File.pathSeparator))
                                        .map(each -> Path.of(each, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    Teacher teacher() {
        return server.teacher();
    }

    /** A learner with a window of 1280 x 900, a mouse, a keyboard and a touch screen. */
    Learner learner() {
        return learner(options -> {});
    }

    /** A learner with wishes of another kind. */
    Learner learner(Consumer<Browser.NewContextOptions> wishes) {
        Browser.NewContextOptions options =
                new Browser.NewContextOptions().setViewportSize(1280, 900).setHasTouch(true);
        wishes.accept(options);
        return new Learner(server.sandbox().url(), browser.newContext(options));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
        server.close();
        server.unexpected().forEach(Throwable::printStackTrace);
    }
}
