package io.efface.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
    @ParameterizedTest
    @CsvSource({
        "'', '', 0",
        "a, '', 1",
        "'', ab, 2",
        "region, region, 0",
        "regoin, region, 1",
        "rgion, region, 1",
        "regiom, region, 1",
        "Region, region, 1",
        "ab, ba, 1",
        "kitten, sitting, 3"
    })
    void distance_words_isTheNumberOfEdits(String a, String b, int edits) {
        assertThat(Suggestion.distance(a, b)).isEqualTo(edits);
        assertThat(Suggestion.distance(b, a)).isEqualTo(edits);
    }

    @Test
    void nearest_noCandidateIsNear_isEmpty() {
        assertThat(Suggestion.nearest("banana", List.of("region", "mode"))).isEmpty();
        assertThat(Suggestion.didYouMean("banana", List.of())).isEmpty();
        assertThat(Suggestion.nearest("gz", List.of("ap-seoul", "ap-guangzhou")))
                .isEmpty();
    }

    @Test
    void nearest_severalCandidates_isTheNearestCandidate() {
        assertThat(Suggestion.nearest("read-timeot", List.of("call-timeout", "read-timeout")))
                .contains("read-timeout");
        assertThat(Suggestion.didYouMean("mod", List.of("mode"))).isEqualTo("; did you mean 'mode'?");
    }

    @Test
    void nearest_lastWordOfAnotherKey_isThatKey() {
        List<String> keys = List.of(
                "credentials.access-key-id",
                "credentials.access-key-secret",
                "credentials.security-token",
                "other.key");

        assertThat(Suggestion.nearest("credentials.access-key-token", keys)).contains("credentials.security-token");
        assertThat(Suggestion.nearest("credentials.session-token", keys)).contains("credentials.security-token");
        assertThat(Suggestion.nearest("credentials.access-key-secre", keys)).contains("credentials.access-key-secret");
        assertThat(Suggestion.nearest("credentials.secret", keys)).contains("credentials.access-key-secret");
    }

    @Test
    void didYouMean_nameOfAGroup_listsItsKeys() {
        List<String> keys = List.of("retry.max-delay", "retry.max-attempts", "retry.base-delay", "region", "proxy");

        assertThat(Suggestion.didYouMean("retry", keys))
                .isEqualTo("; did you mean 'retry.base-delay', 'retry.max-attempts' or 'retry.max-delay'?");
        assertThat(Suggestion.didYouMean("regoin", keys)).isEqualTo("; did you mean 'region'?");
    }

    @Test
    void nearest_wordBeginsWithACandidate_isThisCandidate() {
        assertThat(Suggestion.nearest("TC3-HMAC-SHA256", List.of("hmac-sha1", "hmac-sha256", "tc3")))
                .contains("tc3");
    }
}
