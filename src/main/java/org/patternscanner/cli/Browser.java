package org.patternscanner.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The web browser that the system opens pages with. */
final class Browser {

    private final List<String> command;

    /** Opened by this command, which gets the address as its last word. */
    Browser(List<String> command) {
        this.command = List.copyOf(command);
    }

    /** The system's. */
    static Browser ofThisSystem() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.contains("win")) {
            return new Browser(List.of("rundll32", "url.dll,FileProtocolHandler"));
        }
        return new Browser(List.of(system.contains("mac") ? "open" : "xdg-open"));
    }

    /**
     * Opens a page, and does not wait for it.
     *
     * @param failed is given a sentence if it cannot be opened, perhaps later, from another thread
     */
    void open(String url, Consumer<String> failed) {
        String sentence =
                "No browser could be opened by '%s'; open %s yourself."
                        .formatted(command.get(0), url);
        List<String> words = new ArrayList<>(command);
        words.add(url);
        try {
            Process opener =
                    new ProcessBuilder(words)
                            .redirectOutput(Redirect.DISCARD)
                            .redirectError(Redirect.DISCARD)
                            .start();
            Thread watcher = new Thread(() -> await(opener, sentence, failed), "browser");
            watcher.setDaemon(true);
            watcher.start();
        } catch (IOException e) {
            failed.accept(sentence);
        }
    }

    private static void await(Process opener, String sentence, Consumer<String> failed) {
        try {
            if (opener.waitFor() != 0) {
                failed.accept(sentence);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
