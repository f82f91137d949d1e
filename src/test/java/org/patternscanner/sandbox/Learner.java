package org.patternscanner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;

/**
 * A person who uses the page, with the words that stand on it. On closing it complains about what
 * no learner should meet: an error in the console, or a request that leaves this machine.
 */
final class Learner implements AutoCloseable {

    private static final long LONGEST_WAIT_NANOS = 10_000_000_000L;
    private static final double LOOK_AGAIN_MILLIS = 15;
    private static final int SETTLED = 5;
    private static final int MILLIS_BETWEEN_LOOKS = 150;

    private static final Pattern REFUSED = Pattern.compile("status of 4(00|09)");

    /** All that is shown, but for the question: texts, what controls hold, what is drawn. */
    private static final String EVERYTHING =
            """
            () => {
              const body = window.ready && document.querySelector('main > div');
              if (!body) {
                return null;
              }
              document.activeElement.blur();
              body.querySelectorAll('details').forEach(each => (each.open = false));
              return [
                body.innerText,
                ...[...body.querySelectorAll('input:not([type=file]), select')]
                    .map(each => (each.type === 'checkbox' ? each.checked : each.value)),
                ...[...body.querySelectorAll('canvas')].map(each => each.toDataURL()),
              ].join('\\n');
            }
            """;

    private final String url;
    private final BrowserContext context;
    private final Page page;
    private final List<String> faults = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();

    Learner(String url, BrowserContext context) {
        this.url = url;
        this.context = context;
        context.onRequest(this::note);
        context.onConsoleMessage(this::note);
        context.onWebError(error -> faults.add("error: " + error.error()));
        context.setDefaultTimeout(LONGEST_WAIT_NANOS / 1e6);
        page = context.newPage();
    }

    private void note(Request request) {
        if (!request.url().startsWith(url) && !request.url().matches("(data|blob):.*")) {
            faults.add("request to " + request.url());
        }
    }

    private void note(ConsoleMessage message) {
        if (!message.type().equals("error")) {
            return;
        }
        // Chromium writes every refused request into the console; some tests provoke one.
        boolean refused = REFUSED.matcher(message.text()).find();
        (refused ? refusals : faults).add(message.text() + " " + message.location());
    }

    Page page() {
        return page;
    }

    /** Opens a panel whose question has been answered, with words of its state if there are any. */
    void open(String panel, String... words) {
        List<String> all = new ArrayList<>(List.of("panel=" + panel, "known=" + panel));
        all.addAll(List.of(words));
        goTo(url + "#" + String.join("&", all));
    }

    /** Opens a panel as somebody who comes for the first time. */
    void openUnanswered(String panel) {
        goTo(url + "#panel=" + panel);
    }

    private void goTo(String address) {
        page.navigate("about:blank"); // another fragment alone would load nothing
        page.navigate(address);
        page.waitForFunction("() => window.ready");
    }

    /** Chooses an answer to the question, and reads what is said of it. */
    String answer(String choice) {
        assertThat(page.locator("main > div").innerText()).isEmpty();
        page.getByLabel(choice, new Page.GetByLabelOptions().setExact(true)).check();
        press("Check");
        Locator verdict = page.locator(".quiz [role=status]");
        eventually(() -> assertThat(verdict.innerText()).isNotEmpty());
        return verdict.innerText();
    }

    void press(String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    /** A control by its label. */
    Locator control(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    void type(String label, Object value) {
        control(label).fill(String.valueOf(value));
    }

    /** A control of a section with a heading. */
    Locator control(String section, String label) {
        return page.locator("section, fieldset")
                .filter(new Locator.FilterOptions().setHasText(section))
                .getByLabel(label, new Locator.GetByLabelOptions().setExact(true));
    }

    void choose(String list, String option) {
        page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName(list).setExact(true))
                .selectOption(option);
    }

    String text() {
        return page.locator("main").innerText();
    }

    /** Waits until the page says it. */
    void sees(String text) {
        eventually(() -> assertThat(text()).contains(text));
    }

    /** Waits until the page says something of this form. */
    void seesMatch(String pattern) {
        eventually(() -> assertThat(text()).containsPattern(Pattern.compile(pattern)));
    }

    private Locator matrix(String label) {
        return page.locator("figure.matrix")
                .filter(
                        new Locator.FilterOptions()
                                .setHas(
                                        page.locator(
                                                "figcaption",
                                                new Page.LocatorOptions().setHasText(label))))
                .first();
    }

    Locator canvas(String label) {
        return matrix(label).locator("canvas").first();
    }

    /** The numbers behind a matrix, as its table has them. */
    double[][] numbers(String label) {
        Locator details = matrix(label).locator("details");
        if (details.getAttribute("open") == null) {
            details.locator("summary").click();
        }
        return cells(details, "tr ~ tr").stream()
                .map(row -> row.stream().mapToDouble(Learner::number).toArray())
                .toArray(double[][]::new);
    }

    /** A table's cells, without its head. */
    List<List<String>> table(String caption) {
        return cells(
                page.getByRole(
                        AriaRole.REGION,
                        new Page.GetByRoleOptions().setName(caption).setExact(true)),
                "tbody tr");
    }

    private static List<List<String>> cells(Locator table, String row) {
        Object rows =
                table.evaluate(
                        "(each, row) => [...each.querySelectorAll(row)].map(row =>"
                                + " [...row.querySelectorAll('td')].map(cell => cell.textContent))",
                        row);
        return ((List<?>) rows)
                .stream()
                        .map(cells -> ((List<?>) cells).stream().map(String::valueOf).toList())
                        .toList();
    }

    /** A number as the page writes it. */
    static double number(String text) {
        return Double.parseDouble(
                text.replace('−', '-').replace("+", "").replace(",", "").replace(" %", ""));
    }

    /** Waits until a matrix shows these numbers, as exactly as cells are written. */
    void seesNumbers(String label, float[][] expected) {
        eventually(
                () -> {
                    double[][] shown = numbers(label);
                    assertThat(shown).hasNumberOfRows(expected.length);
                    for (int row = 0; row < shown.length; row++) {
                        assertThat(shown[row]).hasSize(expected[row].length);
                        for (int column = 0; column < shown[row].length; column++) {
                            double wanted = expected[row][column];
                            assertThat(shown[row][column])
                                    .as("%s, row %d, column %d", label, row, column)
                                    .isCloseTo(
                                            wanted,
                                            Offset.offset(
                                                    Math.abs(wanted) < 9.99 ? 0.0051 : 0.051));
                        }
                    }
                });
    }

    /** The middle of a cell on the screen, of a matrix with so many rows and columns. */
    double[] middle(String label, int rows, int columns, double row, double column) {
        Locator canvas = canvas(label);
        // Waits until nothing above it moves it any more.
        canvas.hover(new Locator.HoverOptions().setTrial(true));
        BoundingBox box = canvas.boundingBox();
        return new double[] {
            box.x + (column + 0.5) * box.width / columns, box.y + (row + 0.5) * box.height / rows
        };
    }

    void pointAt(String label, int size, int row, int column) {
        double[] at = middle(label, size, size, row, column);
        page.mouse().move(at[0], at[1]);
    }

    void click(String label, int size, int row, int column) {
        double[] at = middle(label, size, size, row, column);
        page.mouse().click(at[0], at[1]);
    }

    /** Drags with the mouse through cells {row, column} of a matrix. */
    void drag(String label, int size, double[]... cells) {
        double[][] way = way(label, size, cells);
        page.mouse().move(way[0][0], way[0][1]);
        page.mouse().down();
        for (double[] at : way) {
            page.mouse().move(at[0], at[1]);
        }
        page.mouse().up();
    }

    /** The same with a finger. */
    void swipe(String label, int size, double[]... cells) {
        CDPSession screen = context.newCDPSession(page);
        double[][] way = way(label, size, cells);
        for (int i = 0; i < way.length; i++) {
            touch(screen, i == 0 ? "touchStart" : "touchMove", way[i]);
        }
        touch(screen, "touchEnd");
        screen.detach();
    }

    private static void touch(CDPSession screen, String type, double[]... points) {
        List<?> touched = Stream.of(points).map(at -> Map.of("x", at[0], "y", at[1])).toList();
        Map<String, Object> event = Map.of("type", type, "touchPoints", touched);
        screen.send("Input.dispatchTouchEvent", new Gson().toJsonTree(event).getAsJsonObject());
    }

    /** From cell to cell in steps of a quarter, as a hand moves. */
    private double[][] way(String label, int size, double[]... cells) {
        List<double[]> way = new ArrayList<>();
        way.add(middle(label, size, size, cells[0][0], cells[0][1]));
        for (int i = 1; i < cells.length; i++) {
            double[] from = middle(label, size, size, cells[i - 1][0], cells[i - 1][1]);
            double[] to = middle(label, size, size, cells[i][0], cells[i][1]);
            for (int step = 1; step <= 4; step++) {
                way.add(
                        new double[] {
                            from[0] + (to[0] - from[0]) * step / 4,
                            from[1] + (to[1] - from[1]) * step / 4
                        });
            }
        }
        return way.toArray(double[][]::new);
    }

    /** Tries until it holds; the page answers when it can. */
    void eventually(Runnable assertion) {
        long end = System.nanoTime() + LONGEST_WAIT_NANOS;
        while (true) {
            try {
                assertion.run();
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                page.waitForTimeout(LOOK_AGAIN_MILLIS);
            }
        }
    }

    /** The same address shows the same, loaded anew and in another window. */
    void seesTheSameAnywhere() {
        Object before = settled();
        page.reload();
        eventually(() -> assertThat(page.evaluate(EVERYTHING)).isEqualTo(before));
        try (Page other = context.newPage()) {
            other.navigate(page.url());
            eventually(() -> assertThat(other.evaluate(EVERYTHING)).isEqualTo(before));
        }
    }

    /** All that is shown, once it has been the same for a while: answers may be on their way. */
    private Object settled() {
        Object last = page.evaluate(EVERYTHING);
        int same = 0;
        while (same < SETTLED) {
            page.waitForTimeout(MILLIS_BETWEEN_LOOKS);
            Object now = page.evaluate(EVERYTHING);
            same = now.equals(last) ? same + 1 : 0;
            last = now;
        }
        return last;
    }

    /** How long each interaction of a name took from the hand to the screen, in milliseconds. */
    double[] timings(String name) {
        List<?> times = (List<?>) page.evaluate("name => window.timings[name] ?? []", name);
        return times.stream().mapToDouble(time -> ((Number) time).doubleValue()).toArray();
    }

    /**
     * Does something, waits until it is on the screen, and tells how long the page says it took.
     */
    double timed(String name, Runnable action) {
        page.evaluate("name => (window.timings[name] = [])", name);
        action.run();
        eventually(() -> assertThat(timings(name)).isNotEmpty());
        return Arrays.stream(timings(name)).max().orElseThrow();
    }

    /** The requests that the server refused since it was last asked. */
    List<String> refusals() {
        List<String> since = List.copyOf(refusals);
        refusals.clear();
        return since;
    }

    @Override
    public void close() {
        context.close();
        assertThat(faults).isEmpty();
        assertThat(refusals).isEmpty();
    }
}
