package io.efface.benchmarks;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A client that uses only sockets. It sends the same request as {@link BareOkHttp}, but leaves out headers that the server does not need,
 * and reads the response without parsing it. The figures of this client show how much time a call takes outside of every client.
 */
final class RawSocket implements Client.Connected {
    private static final int RESPONSE_BYTES = 4_096;

    private final String host;
    private final int port;
    private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();

    RawSocket(String url) {
        URI uri = URI.create(url);
        this.host = uri.getHost();
        this.port = uri.getPort();
    }

    @Override
    public void delete(String person) throws IOException {
        Connection connection = idle.poll();
        if (connection == null) {
            connection = new Connection(new Socket(host, port));
        }
        connection.delete(person);
        idle.add(connection);
    }

    @Override
    public void close() {
        idle.forEach(Connection::close);
    }

    /** A connection that one call at a time uses. */
    private static final class Connection {
        private final Socket socket;
        private final byte[] response = new byte[RESPONSE_BYTES];

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            socket.setTcpNoDelay(true);
        }

        void delete(String person) throws IOException {
            String body = "{\"PersonId\":\"" + person + "\"}";
            String request = "POST / HTTP/1.1\r\nHost: localhost\r\nX-TC-Action: DeletePerson\r\nContent-Length: "
                    + body.length() + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            int length = 0;
            // The response of the server ends with the brackets that close its JSON.
            while (length < 2 || response[length - 1] != '}' || response[length - 2] != '}') {
                int read = socket.getInputStream().read(response, length, response.length - length);
                if (read <= 0) {
                    throw new IOException("the response is incomplete");
                }
                length += read;
            }
        }

        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                // The socket is not used again, so a failed close has no effect.
            }
        }
    }
}
