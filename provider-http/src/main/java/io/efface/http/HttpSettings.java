package io.efface.http;

import io.efface.spi.AccountSettings;
import io.efface.spi.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP settings of an account: finite timeouts, a size limit, and optionally a proxy, a trust store and a client certificate. The
 * checks of certificates and host names cannot be switched off. Immutable and thread-safe; {@code toString} shows no secret.
 */
public final class HttpSettings {
    /** The shortest timeout, 1 ms. */
    public static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);
    /** The longest timeout, 10 minutes. */
    public static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);
    /** The lowest limit for the size of a response, 1 KiB. */
    public static final long SMALLEST_RESPONSE_CAP = 1024;
    /** The highest limit for the size of a response, 64 MiB. */
    public static final long LARGEST_RESPONSE_CAP = 64L * 1024 * 1024;

    private static final HttpSettings DEFAULTS = builder().build();

    private final Duration connectTimeout;
    private final Duration readTimeout;
    private final Duration callTimeout;
    private final long maxResponseBytes;
    private final @Nullable HttpProxy proxy;
    private final @Nullable KeyStoreFile trustStore;
    private final @Nullable KeyStoreFile clientCertificate;

    private HttpSettings(Builder from) {
        this.connectTimeout = from.connectTimeout;
        this.readTimeout = from.readTimeout;
        this.callTimeout = from.callTimeout;
        this.maxResponseBytes = from.maxResponseBytes;
        this.proxy = from.proxy;
        this.trustStore = from.trustStore;
        this.clientCertificate = from.clientCertificate;
    }

    /**
     * Returns the defaults: connect timeout 5 s, read timeout 10 s, call timeout 20 s, responses up to 1 MiB, the platform's trusted
     * certificates, and no proxy.
     */
    public static HttpSettings defaults() {
        return DEFAULTS;
    }

    /** Returns a builder with the {@linkplain #defaults() defaults}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the settings that {@link #read(AccountSettings)} reads, for the settings list of a provider. */
    public static List<Setting> settings() {
        return HttpSettingsReader.SETTINGS;
    }

    /**
     * Reads the HTTP settings of an account and rejects invalid settings. Returns empty if any setting of the account was rejected, by this
     * method or earlier.
     */
    public static Optional<HttpSettings> read(AccountSettings settings) {
        return new HttpSettingsReader(settings).read();
    }

    /** Returns the maximum time to establish a connection; more than zero. */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /** Returns the maximum time without progress while sending or receiving; more than zero. */
    public Duration readTimeout() {
        return readTimeout;
    }

    /** Returns the maximum duration of a call, from the wait for a connection to the last byte of the response; more than zero. */
    public Duration callTimeout() {
        return callTimeout;
    }

    /** Returns the maximum size of a response body in bytes, after unzipping. */
    public long maxResponseBytes() {
        return maxResponseBytes;
    }

    /** Returns the proxy for {@code https} endpoints, or empty to use the platform's proxy settings. */
    public Optional<HttpProxy> proxy() {
        return Optional.ofNullable(proxy);
    }

    /** Returns the file of the certificates that are trusted instead of the platform's certificates. */
    public Optional<KeyStoreFile> trustStore() {
        return Optional.ofNullable(trustStore);
    }

    /** Returns the file of the client certificate and its key. */
    public Optional<KeyStoreFile> clientCertificate() {
        return Optional.ofNullable(clientCertificate);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HttpSettings that
                && connectTimeout.equals(that.connectTimeout)
                && readTimeout.equals(that.readTimeout)
                && callTimeout.equals(that.callTimeout)
                && maxResponseBytes == that.maxResponseBytes
                && Objects.equals(proxy, that.proxy)
                && Objects.equals(trustStore, that.trustStore)
                && Objects.equals(clientCertificate, that.clientCertificate);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                connectTimeout, readTimeout, callTimeout, maxResponseBytes, proxy, trustStore, clientCertificate);
    }

    @Override
    public String toString() {
        return "HttpSettings[connectTimeout=" + connectTimeout + ", readTimeout=" + readTimeout + ", callTimeout="
                + callTimeout + ", maxResponseBytes=" + maxResponseBytes + ", proxy=" + proxy + ", trustStore="
                + trustStore
                + ", clientCertificate=" + clientCertificate + "]";
    }

    /** Builds {@link HttpSettings}. The setters return this builder. Not thread-safe. */
    public static final class Builder {
        private Duration connectTimeout = Duration.ofSeconds(5);
        private Duration readTimeout = Duration.ofSeconds(10);
        private Duration callTimeout = Duration.ofSeconds(20);
        private long maxResponseBytes = 1024 * 1024;
        private @Nullable HttpProxy proxy;
        private @Nullable KeyStoreFile trustStore;
        private @Nullable KeyStoreFile clientCertificate;

        private Builder() {}

        /**
         * Sets the maximum time to establish a connection.
         *
         * @throws IllegalArgumentException if the value is not between {@link #SHORTEST_TIMEOUT} and {@link #LONGEST_TIMEOUT}
         */
        public Builder connectTimeout(Duration value) {
            this.connectTimeout = checked(value, "connectTimeout");
            return this;
        }

        /**
         * Sets the maximum time without progress while sending or receiving.
         *
         * @throws IllegalArgumentException if the value is not between {@link #SHORTEST_TIMEOUT} and {@link #LONGEST_TIMEOUT}
         */
        public Builder readTimeout(Duration value) {
            this.readTimeout = checked(value, "readTimeout");
            return this;
        }

        /**
         * Sets the maximum duration of a call. This limit also ends a response that arrives slowly.
         *
         * @throws IllegalArgumentException if the value is not between {@link #SHORTEST_TIMEOUT} and {@link #LONGEST_TIMEOUT}
         */
        public Builder callTimeout(Duration value) {
            this.callTimeout = checked(value, "callTimeout");
            return this;
        }

        /**
         * Sets the maximum size of a response body in bytes, after unzipping.
         *
         * @throws IllegalArgumentException if the value is not between {@link #SMALLEST_RESPONSE_CAP} and {@link #LARGEST_RESPONSE_CAP}
         */
        public Builder maxResponseBytes(long value) {
            if (value < SMALLEST_RESPONSE_CAP || value > LARGEST_RESPONSE_CAP) {
                throw new IllegalArgumentException(
                        "maxResponseBytes must be " + SMALLEST_RESPONSE_CAP + " to " + LARGEST_RESPONSE_CAP);
            }
            this.maxResponseBytes = value;
            return this;
        }

        /** Sets the proxy for {@code https} endpoints. */
        public Builder proxy(HttpProxy value) {
            this.proxy = Objects.requireNonNull(value, "proxy");
            return this;
        }

        /** Sets the file of the certificates that are trusted instead of the platform's certificates. */
        public Builder trustStore(KeyStoreFile value) {
            this.trustStore = Objects.requireNonNull(value, "trustStore");
            return this;
        }

        /** Sets the file of the client certificate and its key. */
        public Builder clientCertificate(KeyStoreFile value) {
            this.clientCertificate = Objects.requireNonNull(value, "clientCertificate");
            return this;
        }

        /** Returns the settings. */
        public HttpSettings build() {
            return new HttpSettings(this);
        }

        private static Duration checked(Duration value, String name) {
            if (value.compareTo(SHORTEST_TIMEOUT) < 0 || value.compareTo(LONGEST_TIMEOUT) > 0) {
                throw new IllegalArgumentException(name + " must be from 1ms to 10m");
            }
            return value;
        }
    }
}
