package io.efface.erasure.internal.page;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws charts as SVG inside of a page. Colours come from the style of the page, so that the charts fit its light and its dark form. */
final class Charts {
    private static final int WIDTH = 420;
    private static final int HEIGHT = 190;
    private static final int LEFT = 6;
    private static final int TOP = 22;
    private static final int BOTTOM = 160;
    private static final int ROW = 30;
    private static final int LABEL_WIDTH = 180;
    private static final int COUNT_WIDTH = 70;

    private final Html html;
    private int number;

    Charts(Html html) {
        this.html = html;
    }

    /**
     * Draws a line of running sums: each point is the sum of all values up to it. The area below the line is filled.
     *
     * @param top the label of the highest value
     */
    void sums(List<Long> values, String title, String description, String top, String start, String end) {
        begin(title, description, HEIGHT);
        frame(top, start, end);
        double step = (double) (WIDTH - 2 * LEFT) / values.size();
        long all = Math.max(1, values.stream().mapToLong(Long::longValue).sum());
        StringBuilder points = new StringBuilder().append(point(LEFT, BOTTOM));
        long sum = 0;
        for (int i = 0; i < values.size(); i++) {
            sum += values.get(i);
            points.append(' ').append(point(LEFT + (i + 1) * step, y((double) sum / all)));
        }
        shape("polygon", "class", "area", "points", points + " " + point(WIDTH - LEFT, BOTTOM));
        shape("polyline", "class", "line", "points", points.toString());
        html.close();
    }

    /** Draws values as columns. */
    void columns(List<Long> values, String title, String description, String top, String start, String end) {
        begin(title, description, HEIGHT);
        frame(top, start, end);
        double step = (double) (WIDTH - 2 * LEFT) / values.size();
        long most = Math.max(1, values.stream().mapToLong(Long::longValue).max().orElse(1));
        double gap = values.size() > 1 ? Math.min(2, step / 4) : 0;
        for (int i = 0; i < values.size(); i++) {
            double y = y((double) values.get(i) / most);
            shape(
                    "rect",
                    "class",
                    "bar",
                    "x",
                    decimal(LEFT + i * step + gap / 2),
                    "y",
                    decimal(y),
                    "width",
                    decimal(step - gap),
                    "height",
                    decimal(BOTTOM - y));
        }
        html.close();
    }

    /** Draws one bar for each name. */
    void bars(Map<String, Long> values, String title, String description) {
        begin(title, description, ROW * values.size() + 8);
        long most = Math.max(
                1, values.values().stream().mapToLong(Long::longValue).max().orElse(1));
        int y = 4;
        for (Map.Entry<String, Long> value : values.entrySet()) {
            double length = (double) (WIDTH - LABEL_WIDTH - COUNT_WIDTH) * value.getValue() / most;
            label(value.getKey(), LABEL_WIDTH - 10, y + 20, "end");
            shape(
                    "rect",
                    "class",
                    "bar",
                    "x",
                    String.valueOf(LABEL_WIDTH),
                    "y",
                    String.valueOf(y + 5),
                    "width",
                    decimal(Math.max(2, length)),
                    "height",
                    String.valueOf(ROW - 10));
            label(Texts.number(value.getValue()), LABEL_WIDTH + Math.max(2, length) + 8, y + 20, "start");
            y += ROW;
        }
        html.close();
    }

    private void begin(String title, String description, int height) {
        number++;
        String titleId = "chart-" + number + "-title";
        String descriptionId = "chart-" + number + "-description";
        html.open(
                "svg",
                "class",
                "chart",
                "viewBox",
                "0 0 " + WIDTH + " " + height,
                "role",
                "img",
                "aria-labelledby",
                titleId + " " + descriptionId);
        html.element("title", title, "id", titleId);
        html.element("desc", description, "id", descriptionId);
    }

    private void frame(String top, String start, String end) {
        shape("path", "class", "grid", "d", "M" + LEFT + ' ' + TOP + "H" + (WIDTH - LEFT));
        shape("path", "class", "axis", "d", "M" + LEFT + ' ' + BOTTOM + "H" + (WIDTH - LEFT));
        label(top, LEFT, TOP - 7, "start");
        label(start, LEFT, BOTTOM + 20, "start");
        label(end, WIDTH - LEFT, BOTTOM + 20, "end");
    }

    /** Writes an element without content. SVG needs the end tag, because HTML would put the following elements into this element. */
    private void shape(String tag, String... attributes) {
        html.open(tag, attributes).close();
    }

    private void label(String text, double x, double y, String anchor) {
        html.element("text", text, "x", decimal(x), "y", decimal(y), "text-anchor", anchor);
    }

    private static double y(double share) {
        return BOTTOM - share * (BOTTOM - TOP);
    }

    private static String point(double x, double y) {
        return decimal(x) + "," + decimal(y);
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
