package io.efface.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @ParameterizedTest
    @CsvSource({
        "https://api.example.com, api.example.com, https://api.example.com",
        "https://API.example.com/, api.example.com, https://api.example.com",
        "https://api.example.com:443, api.example.com, https://api.example.com",
        "https://api.example.com:8443, api.example.com:8443, https://api.example.com:8443",
        "https://api.example.com., api.example.com, https://api.example.com",
        "https://api.example.com.:8443, api.example.com:8443, https://api.example.com:8443",
        "http://127.0.0.1:8080, 127.0.0.1:8080, http://127.0.0.1:8080",
        "http://127.255.3.4:1, 127.255.3.4:1, http://127.255.3.4:1",
        "http://localhost, localhost, http://localhost",
        "http://[::1]:8080, [::1]:8080, http://[::1]:8080",
        "https://[2001:db8::1]:9443, [2001:db8::1]:9443, https://[2001:db8::1]:9443"
    })
    void parse_allowedUrl_givesItsParts(String text, String hostHeader, String shown) {
        Endpoint endpoint = Endpoint.parse(text);

        assertThat(endpoint.hostHeader()).isEqualTo(hostHeader);
        assertThat(endpoint).hasToString(shown);
        assertThat(endpoint).isEqualTo(Endpoint.of(URI.create(text)));
        assertThat(endpoint.isHttps()).isEqualTo(text.startsWith("https"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.example.com",
                "http://10.0.0.1",
                "http://127.0.0.1.example.com",
                "http://localhost.example.com",
                "http://0.0.0.0",
                "http://[::ffff:10.0.0.1]",
                "http://[2001:db8::1]",
                "http://127.0.0.1@example.com",
                "https://user:top-secret@api.example.com",
                "https://api.example.com/?key=top-secret",
                "https://api.example.com/#top-secret",
                "https://api.example.com/top-secret",
                "ftp://api.example.com",
                "api.example.com",
                "https://",
                "https://api.example.com..",
                "https://.",
                "https://api.example.com:99999",
                ""
            })
    void parse_anyOtherUrl_isRejectedWithoutRepeatingIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.parse(text))
                .withMessageStartingWith("the endpoint ")
                .withMessageNotContaining("top-secret");
    }
}
