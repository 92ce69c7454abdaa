package io.efface.quota.contract;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports for servers that are stopped and started again. The ports are below the range of ephemeral ports, so that no other program,
 * such as another build, gets the port while the server is stopped.
 */
public final class FixedPort {
    private static final int FIRST = 15_000;
    private static final int NUMBER = 15_000;
    private static final int ATTEMPTS = 100;

    private FixedPort() {}

    /**
     * Returns a port on the loopback address that no program listens on.
     *
     * @throws IOException if no port was found
     */
    public static int find() throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = FIRST + ThreadLocalRandom.current().nextInt(NUMBER);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
