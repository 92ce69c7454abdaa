package io.efface.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collections;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Certificates and keys in the form of the JDK's TLS classes. Immutable and thread-safe.
 *
 * @param context the context with the client's key and the trusted certificates
 * @param trust the trust manager of the context
 */
record TlsMaterial(SSLContext context, X509TrustManager trust) {
    private static final String PEM_BEGIN = "-----BEGIN CERTIFICATE-----";

    /** Loads the trust store and the client certificate of the settings. Returns empty if the settings name neither of the two. */
    static Optional<TlsMaterial> of(HttpSettings settings) throws GeneralSecurityException, IOException {
        if (settings.trustStore().isEmpty() && settings.clientCertificate().isEmpty()) {
            return Optional.empty();
        }
        KeyStoreFile trusted = settings.trustStore().orElse(null);
        KeyStoreFile clientCertificate = settings.clientCertificate().orElse(null);
        X509TrustManager trust = trustManager(trusted == null ? null : trustedCertificates(trusted));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                clientCertificate == null ? null : keyManagers(clientCertificate), new TrustManager[] {trust}, null);
        return Optional.of(new TlsMaterial(context, trust));
    }

    /** Returns the reason why a file cannot be used as a trust store, or null if it can. The reason does not contain the password. */
    static @Nullable String problemOfTrust(KeyStoreFile store) {
        try {
            if (trustedCertificates(store).size() > 0) {
                return null;
            }
            // Without the password, the JDK opens a PKCS#12 file but leaves out its encrypted certificates.
            return store.password() == null
                    ? "contains no certificate that can be read " + withPassword(store)
                    : "contains no certificate";
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            return "cannot be read as a PKCS#12, JKS or PEM file " + withPassword(store);
        }
    }

    /**
     * Returns the reason why a file cannot be used as a client certificate, or null if it can. The reason does not contain the password.
     */
    static @Nullable String problemOfKeys(KeyStoreFile store) {
        try {
            KeyStore keys = keyStore(store);
            keyManagers(store);
            for (String alias : Collections.list(keys.aliases())) {
                if (keys.isKeyEntry(alias)) {
                    return null;
                }
            }
            return "contains no certificate with its key";
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            return "cannot be read as a PKCS#12 or JKS file " + withPassword(store);
        }
    }

    private static String withPassword(KeyStoreFile store) {
        return store.password() == null ? "without a password, and no password is given" : "with the given password";
    }

    private static KeyStore trustedCertificates(KeyStoreFile store) throws GeneralSecurityException, IOException {
        byte[] bytes = Files.readAllBytes(store.file());
        if (!isPem(bytes)) {
            return keyStore(store);
        }
        KeyStore loaded = KeyStore.getInstance(KeyStore.getDefaultType());
        loaded.load(null, null);
        int number = 0;
        for (Certificate each :
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes))) {
            loaded.setCertificateEntry("pem-" + number++, each);
        }
        return loaded;
    }

    /** Returns whether the file contains PEM certificates. Returns false if the file cannot be read. */
    static boolean isPem(KeyStoreFile store) {
        try {
            return isPem(Files.readAllBytes(store.file()));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isPem(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(PEM_BEGIN);
    }

    private static KeyStore keyStore(KeyStoreFile store) throws GeneralSecurityException, IOException {
        return KeyStore.getInstance(store.file().toFile(), store.passwordChars());
    }

    private static KeyManager[] keyManagers(KeyStoreFile store) throws GeneralSecurityException, IOException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keyStore(store), store.passwordChars());
        return factory.getKeyManagers();
    }

    private static X509TrustManager trustManager(@Nullable KeyStore trusted) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        for (TrustManager each : factory.getTrustManagers()) {
            if (each instanceof X509TrustManager found) {
                return found;
            }
        }
        throw new GeneralSecurityException("the platform has no X.509 trust manager");
    }
}
