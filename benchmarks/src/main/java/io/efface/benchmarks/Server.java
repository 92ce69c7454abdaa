package io.efface.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A running {@link TinyServer}. {@link #close} ends its process. */
final class Server implements AutoCloseable {
    private static final String PORT = "port=";

    private final Process process;
    private final String url;

    private Server(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts a server on a free port.
     *
     * @param processor the processor of its thread, or null for any processor
     */
    static Server start(@Nullable Integer processor) throws IOException {
        List<String> arguments = processor == null ? List.of() : List.of(processor.toString());
        Process process = Child.start(List.of("-Xmx64m", "-XX:+UseSerialGC"), TinyServer.class, arguments);
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        String line = lines.readLine();
        if (line == null || !line.startsWith(PORT)) {
            process.destroyForcibly();
            throw new IOException("the server did not start");
        }
        return new Server(process, "http://127.0.0.1:" + line.substring(PORT.length()));
    }

    /** Returns the URL of the server, without a slash at the end. */
    String url() {
        return url;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
