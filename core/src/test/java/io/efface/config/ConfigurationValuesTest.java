package io.efface.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.FaceException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationValuesTest extends ConfigurationFixture {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "read-timeout | 5 | is not a duration such as 500ms, 5s, 2m or 1h30m",
                "read-timeout | 5 s | is not a duration such as 500ms, 5s, 2m or 1h30m",
                "read-timeout | 1.5s | is not a duration such as 500ms, 5s, 2m or 1h30m",
                "read-timeout | -5s | is not a duration such as 500ms, 5s, 2m or 1h30m",
                "read-timeout | 5S | is not a duration such as 500ms, 5s, 2m or 1h30m",
                "read-timeout | 1d | is not a duration such as 500ms, 5s, 2m or 1h30m",
                "read-timeout | 99999999999999h | is not a duration such as 500ms, 5s, 2m or 1h30m",
                "read-timeout | 0ms | must be from 1ms to 10m",
                "read-timeout | 601s | must be from 1ms to 10m",
                "size | ten | must be a whole number from 1 to 10",
                "size | 1.0 | must be a whole number from 1 to 10",
                "size | +1 | must be a whole number from 1 to 10",
                "size | 0 | must be a whole number from 1 to 10",
                "size | 99999999999999999999 | must be a whole number from 1 to 10",
                "verbose | yes | must be one of false, true",
                "region | '\"r1\"' | the value is in quotes, which would be a part of the value; remove the quotes",
                "credentials.key-secret | '\"AKIDsecret\"' | the value is in quotes, which would be a part of the value;"
                        + " remove the quotes",
                "mode | fancy-2 | must be one of fancy, plain; did you mean 'fancy'?",
                "mode | fanzy | must be one of fancy, plain; did you mean 'fancy'?",
                "mode | AKIDsecretInTheWrongPlace | must be one of fancy, plain",
                "endpoint | host | must be a whole URL that begins with https://",
                "endpoint | ftp://host | must be a whole URL that begins with https://",
                "endpoint | https:host | names no host; a URL looks like https://host or https://host:8443",
                "endpoint | https://a b | is not a URL such as https://host or https://host:8443",
                "endpoint | https://me:pw@host | must not contain a user or password",
                "endpoint | https://host/?a=b | must not contain a query or a fragment",
                "endpoint | https://host/#x | must not contain a query or a fragment",
                "endpoint | https://host:0 | the port must be from 1 to 65535",
                "endpoint | https://host:65536 | the port must be from 1 to 65535",
                "endpoint | http://example.com | plain http is allowed only for this machine (localhost, 127.0.0.1, [::1]);"
                        + " use https://",
                "endpoint | http://localhost.example.com | plain http is allowed only for this machine (localhost,"
                        + " 127.0.0.1, [::1]); use https://",
                "endpoint | http://127.0.0.1.example.com | plain http is allowed only for this machine (localhost,"
                        + " 127.0.0.1, [::1]); use https://",
                "endpoint | http://128.0.0.1 | plain http is allowed only for this machine (localhost, 127.0.0.1,"
                        + " [::1]); use https://",
                "trust-store | /no/such/file | /no/such/file does not exist",
                "trust-store | / | / is a folder, not a file",
                "region | '  ' | the value is blank; remove the key or give a value",
                "same-as | b | 'b' is not a configured account",
                "same-as | LTAI5tQnKxFqLkm8vT | is not a configured account",
                "same-as | 4f0c8b27d6e15a93c2f7 | '4f0c8b27d6e15a93c2f7' is not a configured account",
                "same-as | 4f0c8b27d6e15a93c2f70 | is not a configured account",
                "policies | non | must be one of none, standard; did you mean 'none'?",
                "accessKeyId | x | unknown key of provider alpha",
                "key-id | x | unknown key of provider alpha; did you mean 'credentials.key-id'?",
                "credentials.keyId | x | unknown key of provider alpha; did you mean 'credentials.key-id'?",
                "ReadTimeout | 5s | unknown key of provider alpha; did you mean 'read-timeout'?"
            })
    void open_wrongValue_isReportedWithoutTheValue(String key, String value, String problem) {
        FaceException e = problems(builder().map(account(key, value)));

        assertThat(e.detail()).contains("1 problem:\n1. map: " + A + key + ": " + problem);
        assertThat(e.getMessage()).doesNotContain("AKIDsecret").doesNotContain("me:pw");
    }

    @ParameterizedTest
    @CsvSource({"500ms, 500", "5s, 5000", "2m, 120000", "1ms, 1"})
    void open_duration_isRead(String text, long millis) {
        builder().map(account("read-timeout", text)).open().close();

        assertThat(alpha.opened.get(0).timeout().toMillis()).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080",
        "http://LOCALHOST",
        "http://127.0.0.1:1",
        "http://127.255.3.4",
        "http://[::1]:65535",
        "https://host/path",
        "HTTPS://host:8443"
    })
    void open_goodUrl_isRead(String url) {
        builder().map(account("endpoint", url)).open().close();

        assertThat(alpha.opened.get(0).endpoint().orElseThrow()).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "True", "TRUE"})
    void open_flagInCapitals_isRead(String text) {
        assertThat(opened(builder().map(account("verbose", text))).verbose()).isTrue();
        assertThat(opened(builder().map(account("mode", "FANCY"))).mode()).isEqualTo("fancy");
    }

    @Test
    void open_secretValue_isNeverShown() {
        Map<String, String> map = account("credentials.key-secret", " hush-hush ", "mode", "x");
        map.put(A + "credentials.key-secrt", "hush-two");

        FaceException e = problems(builder().map(map));

        assertThat(e.detail().orElseThrow())
                .contains(A + "credentials.key-secret: the secret begins or ends with white space")
                .contains(A + "credentials.key-secrt: unknown key of provider alpha; did you mean"
                        + " 'credentials.key-secret'?")
                .doesNotContain("hush");
    }

    @Test
    void open_controlCharacterInAValue_isRejected() {
        assertProblem(
                builder().map(account("region", "r1\nx")),
                "map: " + A
                        + "region: the value contains a control character, such as a line break; if it is a path in a properties file,"
                        + " write / or \\\\ in place of a backslash");
    }
}
