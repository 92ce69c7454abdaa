package io.efface.benchmarks;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.ThreadParams;

/** Deletes people with one client. JMH sets the fields. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@NullUnmarked
public class DeletePersonBenchmark {
    /** The system property with the address of the server. */
    static final String URL = "efface.benchmarks.url";

    /** The system property with the processor of the calling thread; absent if the thread may use any processor. */
    static final String PROCESSOR = "efface.benchmarks.processor";

    /** The measured client, as the name of a constant of {@link Client}. */
    @Param("")
    public String client;

    private Client.Connected connected;

    /** Opens the client. */
    @Setup
    public void open() {
        connected = Client.valueOf(client).connect(System.getProperty(URL));
    }

    /** Closes the client. */
    @TearDown
    public void close() {
        connected.close();
    }

    /** The person of one thread. Each thread has its own person, because deletions of the same person wait for each other. */
    @State(Scope.Thread)
    public static class Caller {
        private String person;

        /** Sets the person. If the system property {@link #PROCESSOR} is set, binds the thread to this processor. */
        @Setup
        public void start(ThreadParams thread) {
            person = Lines.person(thread.getThreadIndex() + 1L);
            Integer processor = Integer.getInteger(PROCESSOR);
            if (processor != null && !Pinning.pinThisThread(processor)) {
                throw new IllegalStateException("the thread cannot be bound to a processor");
            }
        }
    }

    /** Deletes the thread's person once. */
    @Benchmark
    public void deletePerson(Caller caller) throws Exception {
        connected.delete(caller.person);
    }
}
