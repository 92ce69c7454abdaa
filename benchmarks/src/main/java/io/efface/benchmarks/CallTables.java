package io.efface.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Prints the tables of calls and of first calls in Markdown. In the table of calls, each ratio compares a client with its {@linkplain
 * Client#floor() floor} in the same run. In the table of first calls, each ratio compares a client with bare OkHttp.
 */
final class CallTables {
    /** Prints one line. */
    interface Output {
        void print(String format, Object... arguments);
    }

    private static final int MANY_THREADS = 16;
    private static final Calls THOROUGH = new Calls(5, TimeValue.seconds(2));
    private static final Calls QUICK = new Calls(1, TimeValue.milliseconds(250));
    private static final int STARTS = 8;

    private final List<Client> clients;
    private final boolean quick;
    private final Output out;

    /**
     * Creates the printer of the tables.
     *
     * @param chosen the clients to measure; their floors and {@link Client#OKHTTP} are always added
     * @param quick whether to measure only briefly, for a check that everything runs; the figures then have no meaning
     */
    CallTables(Set<Client> chosen, boolean quick, Output out) {
        Set<Client> all = EnumSet.of(Client.OKHTTP);
        all.addAll(chosen);
        chosen.forEach(client -> all.add(client.floor()));
        this.clients = new ArrayList<>(all);
        this.quick = quick;
        this.out = out;
    }

    void calls() throws IOException {
        if (quick) {
            // A check may run in two builds at the same time, because the figures of a check have no meaning.
            System.setProperty("jmh.ignoreLock", "true");
        }
        int processor = Pinning.processor();
        boolean isPinnable = Pinning.isPossible();
        calls(1, isPinnable ? processor : null);
        calls(MANY_THREADS, null);
    }

    private void calls(int threads, @Nullable Integer processor) throws IOException {
        out.print(
                "deletePerson, %d thread%s, each with its own person%s",
                threads,
                threads == 1 ? "" : "s",
                processor == null ? "" : "; the thread and the server share a processor");
        out.print("");
        out.print("| client | calls/s | to the floor | CPU µs/call | to the floor | bytes/call | to the floor |");
        out.print("|---|---|---|---|---|---|---|");
        Map<Client, Calls.Cost> costs = (quick ? QUICK : THOROUGH).measure(clients, threads, processor);
        for (Client client : clients) {
            Calls.Cost cost = cost(costs, client);
            Calls.Cost floor = cost(costs, client.floor());
            out.print(
                    "| %s | %,.0f | %.2f | %.1f | %.2f | %,.0f | %.2f |",
                    client.title(),
                    cost.perSecond(),
                    cost.perSecond() / floor.perSecond(),
                    cost.micros(),
                    cost.micros() / floor.micros(),
                    cost.bytes(),
                    cost.bytes() / floor.bytes());
        }
        out.print("");
    }

    private static Calls.Cost cost(Map<Client, Calls.Cost> costs, Client client) {
        Calls.Cost cost = costs.get(client);
        if (cost == null) {
            throw new IllegalStateException("JMH returned no result for " + client);
        }
        return cost;
    }

    void firstCalls() throws IOException, InterruptedException {
        int starts = quick ? 1 : STARTS;
        out.print("Time from the start of a process to its end after one deletion, median of %d", starts);
        out.print("");
        out.print("| client | ms | to bare OkHttp |");
        out.print("|---|---|---|");
        Map<Client, Double> medians = ColdStart.measure(clients, starts);
        double reference = medians.getOrDefault(Client.OKHTTP, Double.NaN);
        medians.forEach(
                (client, millis) -> out.print("| %s | %.0f | %.2f |", client.title(), millis, millis / reference));
        out.print("");
    }
}
