package io.efface.testkit.wiremock;

import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.ChunkedDribbleDelay;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.efface.emulator.VendorEmulator;
import io.efface.emulator.http.Delivery;
import io.efface.emulator.http.EmulatorHeaders;
import io.efface.emulator.http.EmulatorRequest;
import io.efface.emulator.http.EmulatorResponse;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Responds to a WireMock request with the response of the emulator, including the emulator's faults. Thread-safe. */
final class EmulatorTransformer implements ResponseTransformerV2 {
    static final String NAME = "efface-emulator";

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final VendorEmulator emulator;
    private final StalledRequests stalls;

    EmulatorTransformer(VendorEmulator emulator, StalledRequests stalls) {
        this.emulator = emulator;
        this.stalls = stalls;
    }

    @Override
    public String getName() {
        return NAME;
    }

    /** Returns false, so that this transformer does not change the stubs of an application. */
    @Override
    public boolean applyGlobally() {
        return false;
    }

    @Override
    public Response transform(Response response, ServeEvent event) {
        EmulatorResponse emulated = emulator.respond(request(event.getRequest()));
        Delivery delivery = emulated.delivery();
        if (delivery instanceof Delivery.Stall) {
            stalls.await();
            return failing(Fault.EMPTY_RESPONSE);
        }
        if (delivery instanceof Delivery.Drop drop) {
            return failing(drop.reset() ? Fault.CONNECTION_RESET_BY_PEER : Fault.EMPTY_RESPONSE);
        }
        byte[] body = emulated.body();
        Response.Builder builder = Response.response()
                .status(emulated.status())
                .headers(headers(emulated))
                .body(body);
        if (delivery instanceof Delivery.Truncated) {
            // WireMock cannot end a response at a given byte, so this fault ends the response somewhere within the
            // body.
            return builder.fault(Fault.MALFORMED_RESPONSE_CHUNK).build();
        }
        if (delivery instanceof Delivery.Drip drip) {
            drip(builder, drip, body.length);
        }
        return builder.build();
    }

    private static void drip(Response.Builder builder, Delivery.Drip drip, int length) {
        long pause = drip.pause().toMillis();
        if (drip.bytes() >= length) {
            builder.incrementInitialDelay(pause);
            return;
        }
        int pieces = (length + drip.bytes() - 1) / drip.bytes();
        builder.chunkedDribbleDelay(new ChunkedDribbleDelay(pieces, (int) Math.min(Integer.MAX_VALUE, pieces * pause)));
    }

    private static Response failing(Fault fault) {
        return Response.response().status(200).fault(fault).build();
    }

    private static EmulatorRequest request(LoggedRequest received) {
        String url = received.getUrl();
        int mark = url.indexOf('?');
        List<EmulatorHeaders.Entry> headers = new ArrayList<>();
        for (HttpHeader header : received.getHeaders().all()) {
            header.values().forEach(value -> headers.add(new EmulatorHeaders.Entry(header.key(), value)));
        }
        return new EmulatorRequest(
                received.getMethod().getName(),
                mark < 0 ? url : url.substring(0, mark),
                mark < 0 ? null : url.substring(mark + 1),
                EmulatorHeaders.of(headers),
                received.getBody());
    }

    private HttpHeaders headers(EmulatorResponse emulated) {
        List<HttpHeader> headers = new ArrayList<>();
        for (EmulatorHeaders.Entry entry : emulated.headers().entries()) {
            headers.add(new HttpHeader(entry.name(), entry.value()));
        }
        if (!emulated.headers().contains("Date")) {
            headers.add(new HttpHeader("Date", HTTP_DATE.format(emulator.clock().instant())));
        }
        return new HttpHeaders(headers);
    }
}
