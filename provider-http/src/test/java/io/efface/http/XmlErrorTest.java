package io.efface.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.Operation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import okhttp3.Headers;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class XmlErrorTest {
    private static final String FIELDS =
            "<RequestId>540CFF28-407A-40B5</RequestId><Code>Throttling.User</Code><Message>slow &amp; steady</Message>";

    @TempDir
    Path folder;

    @Test
    void of_errorOfTheGateway_isRead() {
        Optional<XmlError> error = read(
                400,
                "<?xml version='1.0' encoding='UTF-8'?>\n<Error>\n <HostId>green.example</HostId>" + FIELDS
                        + "<AccessDeniedDetail><Code>inner</Code></AccessDeniedDetail><Recommend/></Error>\n");

        assertThat(error).hasValue(new XmlError("Throttling.User", "540CFF28-407A-40B5", "slow & steady"));
        assertThat(error.orElseThrow()).hasToString("XmlError[<redacted>]");
    }

    @Test
    void of_errorInUtf16_isRead() {
        byte[] bytes = ("<?xml version='1.0' encoding='UTF-16'?><Error>" + FIELDS + "</Error>")
                .getBytes(StandardCharsets.UTF_16);

        assertThat(read(403, ByteString.of(bytes))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{\"Code\":\"Throttling\"}",
                "<html><body>502</body></html>",
                "<Error/>",
                "<Errors>" + FIELDS + "</Errors>",
                "<Error><Error>" + FIELDS + "</Error></Error>",
                "<Error><RequestId>1</RequestId></Error>",
                "<Error><Code>Throttling</Code></Error>",
                "<Error><RequestId> </RequestId><Code>Throttling</Code></Error>",
                "<Error><RequestId>1</RequestId><Code>200</Code></Error>",
                "<Error><RequestId>1</RequestId><Code>two words</Code></Error>",
                "<Error>" + FIELDS + "<Code>Other</Code></Error>",
                "<Error>" + FIELDS + "</Error><Error/>",
                "<Error>" + FIELDS,
                "<Error>" + FIELDS + "</Wrong>",
                "<Error>&undefined;" + FIELDS + "</Error>",
                "<!DOCTYPE Error><Error>" + FIELDS + "</Error>",
                "<!DOCTYPE Error [<!ENTITY a \"b\">]><Error>" + FIELDS + "</Error>",
                "<a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a>",
                "\u0000\u0001\u0002"
            })
    void of_bodyThatIsNoXmlError_isEmpty(String body) {
        assertThat(read(400, body)).isEmpty();
    }

    @Test
    void of_success_isEmpty() {
        assertThat(read(200, "<Error>" + FIELDS + "</Error>")).isEmpty();
    }

    @Test
    void of_moreThan64KiB_isEmpty() {
        assertThat(read(400, "<Error>" + FIELDS + "<Recommend>" + "x".repeat(64 * 1024) + "</Recommend></Error>"))
                .isEmpty();
    }

    @Test
    void of_externalEntity_isNotFetched() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "TellNobody");
        String body = "<!DOCTYPE Error [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>"
                + "<Error><RequestId>1</RequestId><Code>&x;</Code></Error>";

        assertThat(read(400, body)).isEmpty();
    }

    @Test
    void of_entitiesThatGrow_areNotExpanded() {
        StringBuilder body = new StringBuilder("<!DOCTYPE Error [<!ENTITY e0 \"x\">");
        for (int i = 1; i < 60; i++) {
            body.append("<!ENTITY e")
                    .append(i)
                    .append(" \"")
                    .append(("&e" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        body.append("]><Error><RequestId>1</RequestId><Code>&e59;</Code></Error>");

        assertThat(read(400, body.toString())).isEmpty();
    }

    private static Optional<XmlError> read(int status, String body) {
        return read(status, ByteString.encodeUtf8(body));
    }

    private static Optional<XmlError> read(int status, ByteString body) {
        CallLabel label = new CallLabel(Operation.DELETE_PERSON, "vendor", "acc");
        return XmlError.of(
                new HttpResponse(label, status, Headers.of(), body, Instant.EPOCH, SentIds.NONE, null, null));
    }
}
