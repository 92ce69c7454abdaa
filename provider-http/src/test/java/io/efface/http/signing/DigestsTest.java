package io.efface.http.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** Tests the digests against the published vectors of FIPS 180-4, RFC 1321, RFC 2202 and RFC 4231. */
class DigestsTest {
    @Test
    void sha256Hex_abc_isTheVectorOfFips180() {
        assertThat(Digests.sha256Hex("abc"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(Digests.sha256Hex(new byte[0]))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void md5Base64_nothing_isTheVectorOfRfc1321() {
        assertThat(Digests.md5Base64(new byte[0])).isEqualTo("1B2M2Y8AsgTpgAmY7PhCfg==");
    }

    @Test
    void hmac_jefe_isTheVectorOfRfc2202AndRfc4231() {
        byte[] key = Digests.utf8("Jefe");
        String data = "what do ya want for nothing?";

        assertThat(Digests.hex(Digests.hmacSha1(key, data))).isEqualTo("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
        assertThat(Digests.hex(Digests.hmacSha256(key, data)))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        assertThat(Digests.base64(Digests.hmacSha1(key, data))).isEqualTo("7/zfauXrL6LSdBbV8YTfnCWafHk=");
    }

    @Test
    void hmac_emptyKey_isRejected() {
        assertThatIllegalArgumentException().isThrownBy(() -> Digests.hmacSha256(new byte[0], "x"));
    }
}
