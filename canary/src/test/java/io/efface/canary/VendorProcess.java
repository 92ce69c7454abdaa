package io.efface.canary;

import io.efface.testkit.ContractFault;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Runs vendors in a separate process, so that their logs and objects are not in this process. Thread-safe. */
final class VendorProcess implements AutoCloseable {
    private final Process process;
    private final DataInputStream in;
    private final DataOutputStream out;

    VendorProcess() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        VendorMain.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
        out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    }

    /** A vendor in the other process. */
    final class Vendor {
        private final int number;
        private final String url;

        private Vendor(int number, String url) {
            this.number = number;
            this.url = url;
        }

        String url() {
            return url;
        }

        void put(String person, Set<String> faces) {
            send("put", () -> {
                out.writeUTF(person);
                out.writeInt(faces.size());
                for (String face : faces) {
                    out.writeUTF(face);
                }
                return reply(in::readBoolean);
            });
        }

        Optional<Set<String>> stored(String person) {
            return send("stored", () -> {
                out.writeUTF(person);
                return reply(() -> {
                    int count = in.readInt();
                    Set<String> faces = new LinkedHashSet<>();
                    for (int i = 0; i < count; i++) {
                        faces.add(in.readUTF());
                    }
                    return count < 0 ? Optional.<Set<String>>empty() : Optional.of(faces);
                });
            });
        }

        boolean holdsFace(String face) {
            return send("face", () -> {
                out.writeUTF(face);
                return reply(in::readBoolean);
            });
        }

        void setClock(Instant now) {
            send("clock", () -> {
                out.writeLong(Duration.between(Instant.now(), now).toMillis());
                return reply(in::readBoolean);
            });
        }

        int requests() {
            return send("requests", () -> reply(in::readInt));
        }

        boolean inject(int after, ContractFault fault) {
            return send("inject", () -> {
                out.writeInt(after);
                out.writeUTF(fault.name());
                return reply(in::readBoolean);
            });
        }

        /** Stops the vendor and returns the signatures that it received. */
        List<String> stop() {
            return send(
                    "stop",
                    () -> reply(() -> {
                        List<String> signatures = new ArrayList<>();
                        for (int left = in.readInt(); left > 0; left--) {
                            signatures.add(in.readUTF());
                        }
                        return signatures;
                    }));
        }

        private <T> T send(String order, Exchange<T> exchange) {
            synchronized (VendorProcess.this) {
                try {
                    out.writeUTF(order);
                    out.writeInt(number);
                    return exchange.run();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        private <T> T reply(Exchange<T> response) throws IOException {
            out.flush();
            return response.run();
        }
    }

    private interface Exchange<T> {
        T run() throws IOException;
    }

    synchronized Vendor start(String provider, boolean echoes, Marks marks) throws IOException {
        out.writeUTF("start");
        out.writeUTF(provider);
        out.writeBoolean(echoes);
        out.writeUTF(marks.keyId);
        out.writeUTF(marks.secret);
        out.writeUTF(marks.token);
        out.writeUTF(marks.name);
        out.flush();
        return new Vendor(in.readInt(), in.readUTF());
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
