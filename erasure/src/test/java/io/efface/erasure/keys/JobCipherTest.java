package io.efface.erasure.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okio.ByteString;
import org.junit.jupiter.api.Test;

class JobCipherTest {
    private static final byte[] HASH_KEY = filled(1);
    private static final byte[] DATA_KEY = filled(2);

    private final JobCipher cipher = new JobCipher(HASH_KEY, DATA_KEY, "ledger-1", new SecureRandom());

    @Test
    void decrypt_encryptedId_returnsTheId() {
        for (String id : List.of("wang", "王小明", "a".repeat(10_000), "\uD83D\uDE00", " ")) {
            byte[] hidden = cipher.encrypt(id, 7, JobCipher.PERSON);

            assertThat(cipher.decrypt(hidden, 7, JobCipher.PERSON)).isEqualTo(id);
            assertThat(new String(hidden, StandardCharsets.ISO_8859_1)).doesNotContain("wang", "aaaa");
        }
    }

    @Test
    void encrypt_equalIds_haveDifferentCiphertexts() {
        Set<ByteString> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            seen.add(ByteString.of(cipher.encrypt("wang", 7, JobCipher.PERSON)));
        }

        assertThat(seen).hasSize(1_000);
    }

    @Test
    void decrypt_forAnotherRowOrPart_isRejectedWithoutTheId() {
        byte[] hidden = cipher.encrypt("wang", 7, JobCipher.PERSON);

        assertRejected(() -> cipher.decrypt(hidden, 8, JobCipher.PERSON));
        assertRejected(() -> cipher.decrypt(hidden, 7, JobCipher.SUBJECT));
        assertRejected(() -> cipher.decrypt(hidden, 7, 0));
        JobCipher otherJob = new JobCipher(HASH_KEY, DATA_KEY, "ledger-2", new SecureRandom());
        assertRejected(() -> otherJob.decrypt(hidden, 7, JobCipher.PERSON));
    }

    @Test
    void decrypt_otherKeyOrChangedBytes_isRejectedWithoutTheId() {
        byte[] hidden = cipher.encrypt("wang", 7, JobCipher.PERSON);
        JobCipher other = new JobCipher(HASH_KEY, filled(3), "ledger-1", new SecureRandom());

        assertRejected(() -> other.decrypt(hidden, 7, JobCipher.PERSON));
        for (int i = 0; i < hidden.length; i++) {
            byte[] changed = hidden.clone();
            changed[i] ^= 1;
            assertRejected(() -> cipher.decrypt(changed, 7, JobCipher.PERSON));
        }
        for (int length = 0; length < hidden.length; length++) {
            byte[] cut = Arrays.copyOf(hidden, length);
            assertRejected(() -> cipher.decrypt(cut, 7, JobCipher.PERSON));
        }
    }

    @Test
    void hash_anyId_isTheBeginningOfItsHmac() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(HASH_KEY, "HmacSHA256"));
        byte[] whole = mac.doFinal("王".getBytes(StandardCharsets.UTF_8));

        assertThat(cipher.hash("王")).isEqualTo(Arrays.copyOf(whole, JobCipher.HASH_BYTES));
        assertThat(cipher.hash("王")).isNotEqualTo(cipher.hash("wang"));
    }

    @Test
    void hash_otherKey_isAnotherHash() {
        JobCipher other = new JobCipher(filled(9), DATA_KEY, "ledger-1", new SecureRandom());

        assertThat(other.hash("wang")).isNotEqualTo(cipher.hash("wang"));
    }

    @Test
    void cipher_manyThreads_encryptAndDecryptWithOneCipher() {
        boolean all = IntStream.range(0, 20_000)
                .parallel()
                .allMatch(i ->
                        cipher.decrypt(cipher.encrypt("id" + i, i, 0), i, 0).equals("id" + i)
                                && Arrays.equals(cipher.hash("id" + i), cipher.hash("id" + i)));

        assertThat(all).isTrue();
    }

    private static void assertRejected(Runnable action) {
        assertThatIllegalArgumentException()
                .isThrownBy(action::run)
                .satisfies(e -> assertThat(e)
                        .hasMessageContaining("the ledger contains an encrypted id")
                        .hasMessageNotContaining("wang"));
    }

    private static byte[] filled(int value) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) value);
        return key;
    }
}
