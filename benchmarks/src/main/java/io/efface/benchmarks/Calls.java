package io.efface.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures the calls of clients with JMH, one process for each client, against one server.
 *
 * @param iterations number of warm-up iterations; as many iterations are measured
 * @param iteration duration of an iteration
 */
record Calls(int iterations, TimeValue iteration) {
    /**
     * The cost of the calls of a client.
     *
     * @param perSecond calls per second, of all threads together
     * @param micros processor time of the client's process per call, in microseconds
     * @param bytes allocated bytes per call
     */
    record Cost(double perSecond, double micros, double bytes) {}

    private static final String BYTES = "gc.alloc.rate.norm";
    private static final List<String> FLAGS =
            List.of("-Xms512m", "-Xmx512m", "-XX:+UseG1GC", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error");

    /**
     * Measures clients one after the other.
     *
     * @param processor the processor for the calling thread and the server, or null for any processor
     */
    Map<Client, Cost> measure(List<Client> clients, int threads, @Nullable Integer processor) throws IOException {
        Map<Client, Cost> costs = new EnumMap<>(Client.class);
        try (Server server = Server.start(processor)) {
            List<String> properties = new ArrayList<>(List.of(property(DeletePersonBenchmark.URL, server.url())));
            if (processor != null) {
                properties.add(property(DeletePersonBenchmark.PROCESSOR, processor.toString()));
            }
            Options options = new OptionsBuilder()
                    .include(DeletePersonBenchmark.class.getName())
                    .param("client", clients.stream().map(Client::name).toArray(String[]::new))
                    .threads(threads)
                    .forks(1)
                    .warmupIterations(iterations)
                    .warmupTime(iteration)
                    .measurementIterations(iterations)
                    .measurementTime(iteration)
                    .addProfiler(GCProfiler.class)
                    .addProfiler(CpuProfiler.class)
                    .jvmArgs(FLAGS.toArray(String[]::new))
                    .jvmArgsAppend(properties.toArray(String[]::new))
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .build();
            for (RunResult result : new Runner(options).run()) {
                costs.put(Client.valueOf(result.getParams().getParam("client")), cost(result));
            }
        } catch (RunnerException e) {
            throw new IOException("the calls could not be measured", e);
        }
        return costs;
    }

    private static String property(String name, String value) {
        return "-D" + name + "=" + value;
    }

    private static Cost cost(RunResult result) {
        return new Cost(
                result.getPrimaryResult().getScore(), secondary(result, CpuProfiler.RESULT), secondary(result, BYTES));
    }

    private static double secondary(RunResult result, String name) {
        return Objects.requireNonNull(result.getSecondaryResults().get(name), name)
                .getScore();
    }
}
