package io.efface.http;

import io.efface.spi.AccountSettings;
import io.efface.spi.Secret;
import io.efface.spi.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@link HttpSettings} from the settings of an account, and checks that the named files can be used. */
final class HttpSettingsReader {
    private static final String CONNECT_TIMEOUT = "connect-timeout";
    private static final String READ_TIMEOUT = "read-timeout";
    private static final String CALL_TIMEOUT = "call-timeout";
    private static final String MAX_RESPONSE_SIZE = "max-response-size";
    private static final String PROXY = "proxy";
    private static final String PROXY_USERNAME = "proxy.username";
    private static final String PROXY_PASSWORD = "proxy.password";
    private static final String TRUST_STORE = "trust-store";
    private static final String TRUST_STORE_PASSWORD = "trust-store-password";
    private static final String CLIENT_CERTIFICATE = "client-certificate";
    private static final String CLIENT_CERTIFICATE_PASSWORD = "client-certificate-password";

    static final List<Setting> SETTINGS = List.of(
            Setting.of(CONNECT_TIMEOUT, "the longest wait for a connection, from 1ms to 10m", "5s"),
            Setting.of(
                    READ_TIMEOUT,
                    "the longest time without progress while a request is sent or a response is received, from 1ms to 10m",
                    "10s"),
            Setting.of(
                    CALL_TIMEOUT,
                    "the longest time for one request and its whole response, from 1ms to 10m; if the call has an earlier"
                            + " deadline, that deadline applies",
                    "20s"),
            Setting.of(
                    MAX_RESPONSE_SIZE,
                    "the largest size of a response in bytes, after unzipping, from 1024 to 67108864",
                    "1048576"),
            Setting.of(
                    PROXY, "the HTTP proxy for https endpoints, as http://host:port", "the platform's proxy settings"),
            Setting.of(PROXY_USERNAME, "the user name for the proxy; requires 'proxy.password'", null),
            Setting.secret(PROXY_PASSWORD, "the password for the proxy"),
            Setting.of(
                    TRUST_STORE,
                    "a PKCS#12, JKS or PEM file with the trusted certificates, which replace the certificates of the platform",
                    "the platform's certificates"),
            Setting.secret(
                    TRUST_STORE_PASSWORD, "the password of a PKCS#12 or JKS trust store; a PEM file has no password"),
            Setting.of(
                    CLIENT_CERTIFICATE,
                    "a PKCS#12 or JKS file with the client's certificate and its private key",
                    null),
            Setting.secret(
                    CLIENT_CERTIFICATE_PASSWORD,
                    "the password of the file in 'client-certificate' and of its private key"));

    private final AccountSettings settings;

    HttpSettingsReader(AccountSettings settings) {
        this.settings = settings;
    }

    Optional<HttpSettings> read() {
        HttpSettings defaults = HttpSettings.defaults();
        HttpSettings.Builder builder = HttpSettings.builder()
                .connectTimeout(timeout(CONNECT_TIMEOUT, defaults.connectTimeout()))
                .readTimeout(timeout(READ_TIMEOUT, defaults.readTimeout()))
                .callTimeout(timeout(CALL_TIMEOUT, defaults.callTimeout()))
                .maxResponseBytes(settings.integer(
                        MAX_RESPONSE_SIZE,
                        defaults.maxResponseBytes(),
                        HttpSettings.SMALLEST_RESPONSE_CAP,
                        HttpSettings.LARGEST_RESPONSE_CAP));
        readProxy().ifPresent(builder::proxy);
        readStore(TRUST_STORE, TRUST_STORE_PASSWORD, false).ifPresent(builder::trustStore);
        readStore(CLIENT_CERTIFICATE, CLIENT_CERTIFICATE_PASSWORD, true).ifPresent(builder::clientCertificate);
        return settings.isRejected() ? Optional.empty() : Optional.of(builder.build());
    }

    private Duration timeout(String key, Duration defaultTimeout) {
        return settings.duration(key, defaultTimeout, HttpSettings.SHORTEST_TIMEOUT, HttpSettings.LONGEST_TIMEOUT);
    }

    private Optional<HttpProxy> readProxy() {
        Optional<String> address = settings.text(PROXY);
        Optional<String> user = settings.text(PROXY_USERNAME);
        Optional<Secret> password = settings.secret(PROXY_PASSWORD);
        if (address.isEmpty()) {
            if (user.isPresent() || password.isPresent()) {
                settings.reject(user.isPresent() ? PROXY_USERNAME : PROXY_PASSWORD, "has no effect without " + PROXY);
            }
            return Optional.empty();
        }
        if (user.isPresent() != password.isPresent()) {
            settings.reject(
                    user.isPresent() ? PROXY_PASSWORD : PROXY_USERNAME,
                    "is missing; the proxy needs both a user and a password, or neither");
            return Optional.empty();
        }
        try {
            HttpProxy proxy = HttpProxy.parse(address.get());
            return Optional.of(user.isEmpty() ? proxy : proxy.withCredentials(user.get(), password.orElseThrow()));
        } catch (IllegalArgumentException e) {
            settings.reject(PROXY, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<KeyStoreFile> readStore(String key, String passwordKey, boolean withKey) {
        Optional<Path> file = settings.file(key);
        Optional<Secret> password = settings.secret(passwordKey);
        if (file.isEmpty()) {
            if (password.isPresent() && settings.text(key).isEmpty()) {
                settings.reject(passwordKey, "has no effect without " + key);
            }
            return Optional.empty();
        }
        KeyStoreFile store = new KeyStoreFile(file.get(), password.orElse(null));
        if (!withKey && password.isPresent() && TlsMaterial.isPem(store)) {
            settings.reject(passwordKey, "has no effect, because the trust store is a PEM file, which has no password");
            return Optional.empty();
        }
        @Nullable String problem = withKey ? TlsMaterial.problemOfKeys(store) : TlsMaterial.problemOfTrust(store);
        if (problem != null) {
            settings.reject(key, problem);
            return Optional.empty();
        }
        return Optional.of(store);
    }
}
