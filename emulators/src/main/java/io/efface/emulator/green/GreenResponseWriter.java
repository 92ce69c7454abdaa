package io.efface.emulator.green;

import io.efface.emulator.JsonText;
import io.efface.emulator.http.EmulatorRequest;
import io.efface.emulator.http.EmulatorResponse;
import io.efface.emulator.http.QueryText;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes Green's responses as JSON. As the vendor's gateway does, this class writes XML if the request does not accept JSON. */
final class GreenResponseWriter {

    private final EmulatorRequest request;
    private final GreenVariants variants;
    private final String requestId;

    GreenResponseWriter(EmulatorRequest request, GreenVariants variants, String requestId) {
        this.request = request;
        this.variants = variants;
        this.requestId = requestId;
    }

    /** Returns a response of the service. */
    EmulatorResponse service(String action, GreenResult outcome, @Nullable Integer httpStatus) {
        boolean isBare = variants.successFields() == GreenVariants.SuccessFields.BARE && outcome.code() == 200;
        Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
        envelope.put(key("code"), outcome.code());
        if (!isBare) {
            envelope.put(key("msg"), outcome.message());
            envelope.put(key("requestId"), requestId);
        }
        if (outcome.data() != null) {
            envelope.put(key("data"), outcome.data());
        } else if (variants.errorData() == GreenVariants.ErrorData.NULL) {
            envelope.put(key("data"), null);
        } else if (variants.errorData() == GreenVariants.ErrorData.EMPTY_OBJECT) {
            envelope.put(key("data"), Map.of());
        }
        return response(httpStatus == null ? status(outcome.code()) : httpStatus, action + "Response", envelope);
    }

    /** Returns an error response of the gateway. */
    EmulatorResponse gateway(String code, String message, @Nullable Integer httpStatus) {
        boolean capitals = variants.gatewayKeys() == GreenVariants.Keys.CAPITALISED || !wantsJson();
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put(capitals ? "RequestId" : "requestId", requestId);
        error.put(capitals ? "HostId" : "hostId", request.headers().firstOrEmpty("Host"));
        error.put(capitals ? "Code" : "code", code);
        error.put(capitals ? "Message" : "message", message);
        error.put(
                capitals ? "Recommend" : "recommend",
                "https://api.aliyun.com/troubleshoot?q=" + QueryText.encode(code) + "&product=Green&requestId="
                        + requestId);
        int status = httpStatus == null ? GreenErrors.gateway(code).httpStatus() : httpStatus;
        return response(status, "Error", error);
    }

    private EmulatorResponse response(int status, String root, Map<String, @Nullable Object> fields) {
        EmulatorResponse response = wantsJson()
                ? EmulatorResponse.text(status, "application/json;charset=utf-8", JsonText.write(fields))
                : EmulatorResponse.text(status, "text/xml;charset=utf-8", xml(root, fields));
        return response.plusHeader("x-acs-request-id", requestId);
    }

    private boolean wantsJson() {
        return request.headers().firstOrEmpty("Accept").toLowerCase(Locale.ROOT).contains("json");
    }

    private int status(int code) {
        boolean usesCode = code >= 500
                && code <= 599
                && variants.serverErrorStatus() == GreenVariants.ServerErrorStatus.SAME_AS_CODE;
        return usesCode ? code : GreenErrors.service(code).httpStatus();
    }

    private String key(String lowerCamel) {
        return variants.keys() == GreenVariants.Keys.LOWER_CAMEL
                ? lowerCamel
                : Character.toUpperCase(lowerCamel.charAt(0)) + lowerCamel.substring(1);
    }

    private static String xml(String root, Map<String, @Nullable Object> fields) {
        StringBuilder text = new StringBuilder("<?xml version='1.0' encoding='UTF-8'?>");
        element(text, root, fields);
        return text.toString();
    }

    private static void element(StringBuilder text, String name, @Nullable Object value) {
        if (value instanceof Iterable<?> list) {
            for (Object entry : list) {
                element(text, name, entry);
            }
            return;
        }
        text.append('<').append(name).append('>');
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, field) -> element(text, String.valueOf(key), field));
        } else if (value instanceof JsonText.JsonNumber number) {
            text.append(number.digits());
        } else if (value != null) {
            text.append(escaped(value.toString()));
        }
        text.append("</").append(name).append('>');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
