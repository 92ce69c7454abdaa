package io.efface.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/**
 * The main class of a process that responds to deletions of people as both vendors do. The process has one thread and checks no signatures,
 * so that its cost is small compared with the measured client. The process stores no people, so its response to every read of IAI states
 * that the person does not exist. The process prints its port, and ends when its standard input ends.
 *
 * <p>Source of the responses: the examples of DeletePerson and GetPersonBaseInfo (cloud.tencent.com/document/api/867) and "Delete a person"
 * (Alibaba Cloud Content Moderation).
 */
final class TinyServer {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int REQUEST_BYTES = 16_384;
    private static final String LENGTH = "ontent-Length: ";
    private static final String PERSON = "\"personId\":\"";
    private static final int END_OF_HEADERS = 0x0d0a0d0a;
    private static final byte[] TENCENT_DELETED =
            http("{\"Response\":{\"RequestId\":\"3c140219-cfe9-470e-b241-907877d6fb03\"}}");
    private static final byte[] TENCENT_ABSENT = http(
            "{\"Response\":{\"Error\":{\"Code\":\"InvalidParameterValue.PersonIdNotExist\",\"Message\":\"PersonId does not exist.\"},"
                    + "\"RequestId\":\"3c140219-cfe9-470e-b241-907877d6fb03\"}}");

    private final Selector selector;
    private final ServerSocketChannel listener;

    private TinyServer() throws IOException {
        selector = Selector.open();
        listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0));
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    public static void main(String[] arguments) throws IOException {
        Thread parent = new Thread(TinyServer::endWithInput);
        parent.setDaemon(true);
        parent.start();
        TinyServer server = new TinyServer();
        if (arguments.length > 0) {
            Pinning.pinThisThread(Integer.parseInt(arguments[0]));
        }
        System.out.println("port=" + server.listener.socket().getLocalPort());
        System.out.flush();
        server.serve();
    }

    private static void endWithInput() {
        try {
            while (System.in.read() >= 0) {
                // The parent writes nothing. When the parent ends, this input is closed.
            }
        } catch (IOException e) {
            // The process also ends if the input cannot be read.
        }
        Runtime.getRuntime().halt(0);
    }

    private void serve() throws IOException {
        while (true) {
            selector.select();
            Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
            while (ready.hasNext()) {
                SelectionKey key = ready.next();
                ready.remove();
                if (key.isAcceptable()) {
                    accept();
                } else {
                    respond(key);
                }
            }
        }
    }

    private void accept() throws IOException {
        SocketChannel connection = listener.accept();
        if (connection != null) {
            connection.configureBlocking(false);
            connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
            connection.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(REQUEST_BYTES));
        }
    }

    private static void respond(SelectionKey key) throws IOException {
        SocketChannel connection = (SocketChannel) key.channel();
        ByteBuffer received = (ByteBuffer) key.attachment();
        try {
            if (connection.read(received) < 0 || !received.hasRemaining()) {
                connection.close();
                return;
            }
            int body = endOfHeaders(received);
            if (body < 0) {
                return;
            }
            String headers = text(received, 0, body);
            int end = body + contentLength(headers);
            if (received.position() < end) {
                return;
            }
            String content = text(received, body, end);
            received.clear();
            ByteBuffer response = ByteBuffer.wrap(response(headers, content));
            while (response.hasRemaining()) {
                connection.write(response);
            }
        } catch (IOException e) {
            connection.close();
        }
    }

    private static String text(ByteBuffer received, int from, int to) {
        byte[] bytes = new byte[to - from];
        received.get(from, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static int endOfHeaders(ByteBuffer received) {
        for (int i = 0; i + Integer.BYTES <= received.position(); i++) {
            if (received.get(i) == '\r' && received.getInt(i) == END_OF_HEADERS) {
                return i + Integer.BYTES;
            }
        }
        return -1;
    }

    private static int contentLength(String headers) {
        int index = headers.indexOf(LENGTH);
        return index < 0
                ? 0
                : Integer.parseInt(headers.substring(index + LENGTH.length(), headers.indexOf('\r', index)));
    }

    private static byte[] response(String headers, String content) {
        if (headers.contains("X-TC-Action: GetPersonBaseInfo")) {
            return TENCENT_ABSENT;
        }
        if (headers.contains("X-TC-Action: ")) {
            return TENCENT_DELETED;
        }
        int start = content.indexOf(PERSON) + PERSON.length();
        String person = content.substring(start, content.indexOf('"', start));
        return http(
                "{\"code\":200,\"msg\":\"OK\",\"requestId\":\"5C2FE5F4-6E2C-4A2D-9B5E-1D0C5B0D1B0E\",\"data\":{\"code\":200,\"personId\":\""
                        + person + "\",\"deleteCount\":1}}");
    }

    private static byte[] http(String json) {
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n"
                        + json)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
