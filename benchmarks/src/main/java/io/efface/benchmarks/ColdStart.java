package io.efface.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Measures the time from the start of a process to its end. The process makes one deletion. */
final class ColdStart {
    private static final List<String> FLAGS = List.of("-Xmx512m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error");

    private ColdStart() {}

    /**
     * Starts the clients in turn, each of them several times.
     *
     * @return the median of each client, in milliseconds
     */
    static Map<Client, Double> measure(List<Client> clients, int times) throws IOException, InterruptedException {
        Map<Client, List<Double>> millis = new EnumMap<>(Client.class);
        try (Server server = Server.start(null)) {
            for (int i = 0; i < times; i++) {
                for (Client client : clients) {
                    long start = System.nanoTime();
                    Child.run(FLAGS, FirstCall.class, List.of(client.name(), server.url()));
                    millis.computeIfAbsent(client, key -> new ArrayList<>())
                            .add(Timing.seconds(System.nanoTime() - start) * 1_000);
                }
            }
        }
        Map<Client, Double> medians = new EnumMap<>(Client.class);
        millis.forEach((client, all) -> medians.put(client, median(all)));
        return medians;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
