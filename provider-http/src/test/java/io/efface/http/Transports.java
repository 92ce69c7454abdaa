package io.efface.http;

import io.efface.spi.OpenContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Random;

/** Opens transports for the tests. */
final class Transports {
    /** Timeouts that are longer than any test, so that no timeout ends a call by accident. */
    static final HttpSettings PATIENT = HttpSettings.builder()
            .connectTimeout(Duration.ofSeconds(60))
            .readTimeout(Duration.ofSeconds(60))
            .callTimeout(Duration.ofSeconds(60))
            .build();

    private Transports() {}

    static OpenContext context() {
        return context(Clock.systemUTC(), Map.of());
    }

    static OpenContext context(Clock clock, Map<Class<?>, Object> services) {
        return OpenContext.of("acc", clock, new Random(1), services);
    }

    static HttpTransport patient(Endpoint endpoint) {
        return HttpTransport.open("vendor", PATIENT, endpoint, RequestSigner.NONE, context());
    }

    static HttpTransport with(HttpSettings settings, Endpoint endpoint) {
        return HttpTransport.open("vendor", settings, endpoint, RequestSigner.NONE, context());
    }
}
