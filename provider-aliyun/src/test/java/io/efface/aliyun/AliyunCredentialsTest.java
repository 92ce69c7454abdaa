package io.efface.aliyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AliyunCredentialsTest {
    @Test
    void toString_withToken_showsNoPart() {
        assertThat(AliyunCredentials.temporary("STS.theId", "theSecret", "theToken")
                        .toString())
                .doesNotContain("theId", "theSecret", "theToken")
                .contains("<redacted>");
        assertThat(AliyunCredentialsProvider.fixed(AliyunCredentials.of("theId", "theSecret"))
                        .toString())
                .doesNotContain("theId", "theSecret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "line\n", "\r", "é", "tab\t"})
    void construct_partThatNoHeaderTakes_isRefusedWithoutShowingIt(String bad) {
        assertThatThrownBy(() -> AliyunCredentials.of(bad, "s"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the access key id ");
        assertThatThrownBy(() -> AliyunCredentials.of("id", bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the access key secret ");
        assertThatThrownBy(() -> AliyunCredentials.temporary("id", "s", bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the security token ");
        assertThatThrownBy(() -> AliyunCredentials.temporary("id", "s", "zq7\n"))
                .message()
                .doesNotContain("zq7");
    }

    @Test
    void fingerprint_isTheBeginningOfTheIdsSha256() {
        // printf testAccessKeyId | sha256sum
        assertThat(AliyunCredentials.of("testAccessKeyId", "s").fingerprint()).isEqualTo("4d3530982fc6");
    }
}
