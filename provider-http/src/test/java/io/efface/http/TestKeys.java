package io.efface.http;

import io.efface.spi.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/** Keys and certificates for one test run, created with the JDK's keytool. */
final class TestKeys {
    static final Secret PASSWORD = new Secret("test-store-password");

    private final Path folder;

    TestKeys(Path folder) {
        this.folder = folder;
    }

    /** Creates a self-signed key and returns the PKCS#12 store with it. */
    Path key(String name, String subjectAlternativeName) {
        Path store = folder.resolve(name + ".p12");
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=" + subjectAlternativeName,
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD.reveal());
        return store;
    }

    /** Returns a PEM file with the certificate of a key. */
    Path pem(String name) {
        try {
            String text =
                    Base64.getMimeEncoder().encodeToString(certificate(name).getEncoded());
            return Files.writeString(
                    folder.resolve(name + ".pem"),
                    "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns a PKCS#12 store that trusts the certificate of a key. */
    Path trust(String name) {
        Path file = folder.resolve("trust-" + name + ".p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(name, certificate(name));
            store.store(out, PASSWORD.reveal().toCharArray());
            return file;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private Certificate certificate(String name) throws GeneralSecurityException, IOException {
        return load(folder.resolve(name + ".p12")).getCertificate(name);
    }

    /** Returns a factory of server sockets with the given key. If trusted clients are given, the server requires a client certificate. */
    static ServerSocketFactory server(Path key, Path... trustedClients) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(load(key), PASSWORD.reveal().toCharArray());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(load(trustedClients.length == 0 ? key : trustedClients[0]));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return new TlsSockets(context.getServerSocketFactory(), trustedClients.length > 0);
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyStore load(Path store) throws GeneralSecurityException, IOException {
        return KeyStore.getInstance(store.toFile(), PASSWORD.reveal().toCharArray());
    }

    private static void keytool(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(output);
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static final class TlsSockets extends ServerSocketFactory {
        private final ServerSocketFactory inner;
        private final boolean requiresClientCertificate;

        TlsSockets(ServerSocketFactory inner, boolean requiresClientCertificate) {
            this.inner = inner;
            this.requiresClientCertificate = requiresClientCertificate;
        }

        @Override
        public ServerSocket createServerSocket(int port) throws IOException {
            return prepared(inner.createServerSocket(port));
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog) throws IOException {
            return prepared(inner.createServerSocket(port, backlog));
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
            return prepared(inner.createServerSocket(port, backlog, address));
        }

        private ServerSocket prepared(ServerSocket socket) {
            ((SSLServerSocket) socket).setNeedClientAuth(requiresClientCertificate);
            return socket;
        }
    }
}
