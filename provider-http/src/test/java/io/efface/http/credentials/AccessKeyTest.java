package io.efface.http.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.http.VendorKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessKeyTest {
    @Test
    void toString_withToken_showsNoPart() {
        VendorKey key = VendorKey.of("theId", "theSecret", "theToken");

        assertThat(key.toString())
                .doesNotContain("theId", "theSecret", "theToken")
                .contains("temporary=true", key.fingerprint());
        assertThat(CredentialsSource.fixed(key).toString()).doesNotContain("theId", "theSecret", "theToken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "line\n", "\r", "é", "tab\t"})
    void construct_partInvalidInAHeader_isRejectedWithoutShowingIt(String bad) {
        assertThatThrownBy(() -> VendorKey.of(bad, "s", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the key's id ");
        assertThatThrownBy(() -> VendorKey.of("id", bad, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the key's secret ");
        assertThatThrownBy(() -> VendorKey.of("id", "s", bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the key's token ");
        assertThatThrownBy(() -> VendorKey.of("id", "s", "zq7\n")).message().doesNotContain("zq7");
    }

    @Test
    void fingerprint_anyKey_isTheBeginningOfTheIdsSha256() {
        // printf testAccessKeyId | sha256sum
        assertThat(VendorKey.of("testAccessKeyId", "s", null).fingerprint()).isEqualTo("4d3530982fc6");
    }

    @Test
    void equals_keysThatDifferInOnePart_areDifferent() {
        VendorKey key = VendorKey.of("id", "s", "t");

        assertThat(key)
                .isEqualTo(VendorKey.of("id", "s", "t"))
                .hasSameHashCodeAs(VendorKey.of("id", "s", "t"))
                .isNotEqualTo(VendorKey.of("id2", "s", "t"))
                .isNotEqualTo(VendorKey.of("id", "s2", "t"))
                .isNotEqualTo(VendorKey.of("id", "s", null));
    }
}
