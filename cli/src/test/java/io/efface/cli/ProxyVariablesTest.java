package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.cli.process.ExitStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests the command with a proxy from the environment variables. */
@Timeout(60)
class ProxyVariablesTest {
    @TempDir
    Path folder;

    private final CommandTester command = new CommandTester();

    @Test
    void findPerson_proxyOfTheEnvironmentRejects_namesVariableAndProxy() throws IOException {
        try (RejectingProxy proxy = new RejectingProxy()) {
            command.environment.put("HTTPS_PROXY", "http://user:hidden-text@127.0.0.1:" + proxy.port());

            int code = command.runOnFiles("find-person", "--config", accounts().toString(), "p1");

            assertThat(command.out() + command.err())
                    .contains("CONFIGURATION")
                    .contains("the proxy http://127.0.0.1:" + proxy.port()
                            + " (from HTTPS_PROXY) refuses to connect to the endpoint, with status 403")
                    .doesNotContain("hidden-text");
            assertThat(code).isNotZero();
            assertThat(proxy.connects).containsExactly("CONNECT green.cn-shanghai.aliyuncs.com:443 HTTP/1.1");
        }
    }

    @Test
    void findPerson_variableIsNoProxy_isAnErrorOfConfiguration() throws IOException {
        command.environment.put("https_proxy", "socks5://hidden-text:1");

        int code = command.runOnFiles("find-person", "--config", accounts().toString(), "p1");

        assertThat(command.err()).contains("https_proxy").doesNotContain("hidden-text");
        assertThat(code).isEqualTo(ExitStatus.USAGE.code());
    }

    @Test
    void doctor_proxyOfTheEnvironment_isShownWithItsVariable() throws IOException {
        command.environment.put("HTTPS_PROXY", "http://user:hidden-text@127.0.0.1:3128");

        assertThat(command.runOnFiles("doctor", "--config", accounts().toString()))
                .isZero();
        assertThat(command.outLines()).contains("proxy of green: http://127.0.0.1:3128 (from HTTPS_PROXY)");
        assertThat(command.runOnFiles("doctor", "--config", accounts().toString(), "--json"))
                .isZero();
        assertThat(command.out())
                .contains("\"proxy\":\"http://127.0.0.1:3128 (from HTTPS_PROXY)\"")
                .doesNotContain("hidden-text");
    }

    @Test
    void doctor_exceptedFromTheProxy_showsNone() throws IOException {
        command.environment.put("HTTPS_PROXY", "http://127.0.0.1:3128");
        command.environment.put("NO_PROXY", "aliyuncs.com");

        assertThat(command.runOnFiles("doctor", "--config", accounts().toString()))
                .isZero();
        assertThat(command.out()).doesNotContain("proxy");
    }

    @Test
    void job_proxyOfTheEnvironmentRejects_endsAtOnceAndNamesProxyAndStatus() throws IOException {
        try (RejectingProxy proxy = new RejectingProxy()) {
            command.environment.put("HTTPS_PROXY", "http://user:hidden-text@127.0.0.1:" + proxy.port());
            String cause = "CONFIGURATION: the proxy http://127.0.0.1:" + proxy.port()
                    + " (from HTTPS_PROXY) refuses to connect to the endpoint, with status 403";
            Path list = Files.writeString(folder.resolve("people.txt"), "person-1\nperson-2\nperson-3\n");

            assertThat(job("plan", "--input", list.toString(), "--accounts", "green", "--probe", "3"))
                    .isZero();
            assertThat(command.err())
                    .contains("warning: none of the 3 targets could be read back in account green: " + cause)
                    .doesNotContain("right region", "hidden-text");

            assertThat(job("run", "--apply", "--expect", "3")).isEqualTo(ExitStatus.REFUSED.code());
            assertThat(command.out() + command.err())
                    .contains("refused: account green, " + cause)
                    .doesNotContain("paused until", "hidden-text", "person-");

            assertThat(job("run", "--apply", "--expect", "3", "--json")).isEqualTo(ExitStatus.REFUSED.code());
            assertThat(command.out())
                    .contains("\"kind\":\"CONFIGURATION\",\"code\":null,\"detail\":\"the proxy http://127.0.0.1:"
                            + proxy.port() + " (from HTTPS_PROXY)");
        }
    }

    private int job(String name, String... options) throws IOException {
        List<String> words =
                new ArrayList<>(List.of(name, "--config", accounts().toString(), "--no-progress"));
        words.addAll(List.of("--ledger", "sqlite:" + folder.resolve("ledger/efface.db"), "--job", "one"));
        words.addAll(List.of("--keys", folder.resolve("keys").toString()));
        words.addAll(List.of(options));
        return command.runOnFiles(words.toArray(String[]::new));
    }

    private Path accounts() throws IOException {
        return Files.writeString(folder.resolve("efface.properties"), """
                efface.accounts.green.provider = aliyun
                efface.accounts.green.region = cn-shanghai
                efface.accounts.green.credentials.access-key-id = LTAIexample
                efface.accounts.green.credentials.access-key-secret = secret
                """);
    }

    private static final class RejectingProxy implements AutoCloseable {
        private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        final List<String> connects = new CopyOnWriteArrayList<>();

        RejectingProxy() throws IOException {
            Thread thread = new Thread(this::serve, "rejecting-proxy");
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return listening.getLocalPort();
        }

        private void serve() {
            while (!listening.isClosed()) {
                try (Socket socket = listening.accept()) {
                    String requestHead = requestHead(socket);
                    connects.add(requestHead.lines().findFirst().orElse(""));
                    socket.getOutputStream()
                            .write("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    // The proxy or the connection is closed. The test checks the requests received until then.
                }
            }
        }

        private static String requestHead(Socket socket) throws IOException {
            StringBuilder requestHead = new StringBuilder();
            while (requestHead.indexOf("\r\n\r\n") < 0) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    break;
                }
                requestHead.append((char) next);
            }
            return requestHead.toString();
        }

        @Override
        public void close() {
            try {
                listening.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
