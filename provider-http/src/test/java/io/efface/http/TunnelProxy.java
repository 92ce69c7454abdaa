package io.efface.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy that records the head of every request. It either opens a tunnel to this machine or responds with a status. */
final class TunnelProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final String response;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** Creates a proxy that responds to every request with the given head, and opens a tunnel if the status in the head is 200. */
    TunnelProxy(String response) throws IOException {
        this.response = response;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    HttpProxy address() {
        return new HttpProxy("127.0.0.1", listening.getLocalPort(), null, null);
    }

    List<String> heads() {
        return heads;
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "tunnel-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                open.add(socket);
                start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            while (!head.isEmpty()) {
                heads.add(head);
                client.getOutputStream().write((response + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
                if (response.contains(" 200 ")) {
                    tunnel(client, head);
                    return;
                }
                head = head(client.getInputStream());
            }
        } catch (IOException e) {
            // Either side closed the connection. The tests check the recorded heads and the error of the call.
        }
    }

    private void tunnel(Socket client, String head) throws IOException {
        String target = head.substring("CONNECT ".length(), head.indexOf(" HTTP/"));
        int port = Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            open.add(server);
            start(() -> pump(server, client));
            pump(client, server);
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
            to.shutdownOutput();
        } catch (IOException e) {
            // The other direction of the tunnel fails too, and ends.
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket each : open) {
            each.close();
        }
    }
}
