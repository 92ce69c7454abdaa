package io.efface.spi.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.Capabilities;
import io.efface.Operation;
import io.efface.QuotaLimit;
import io.efface.Rate;
import io.efface.spi.OpenContext;
import io.efface.spi.ProviderConfig;
import io.efface.spi.ProviderRepository;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountIdentityTest {
    @ParameterizedTest
    @CsvSource({
        "account, vendor key calls/s, true, true",
        "region, vendor key here calls/s, false, true",
        "library, vendor key here people calls/s, false, false",
    })
    void counter_scope_determinesWhichAccountsShareACounter(
            String scope, String counter, boolean otherPlace, boolean otherLibrary) {
        QuotaLimit limit = limit(scope);

        assertThat(identity("here", "people", "key", null).counter(limit)).isEqualTo(counter);
        assertThat(identity("there", "people", "key", null).counter(limit).equals(counter))
                .as("shared with another place")
                .isEqualTo(otherPlace);
        assertThat(identity("here", "others", "key", null).counter(limit).equals(counter))
                .as("shared with another library")
                .isEqualTo(otherLibrary);
        assertThat(identity("here", "people", "other", null).counter(limit)).isNotEqualTo(counter);
    }

    @Test
    void counter_quotaGroup_replacesKeyAndScope() {
        QuotaLimit limit = limit(QuotaLimit.LIBRARY);

        assertThat(identity("here", "people", "one", "ours").counter(limit))
                .isEqualTo("ours calls/s")
                .isEqualTo(identity("there", "others", "two", "ours").counter(limit));
    }

    @Test
    void counter_unknownKey_belongsToOneAccount() {
        assertThat(identity("here", "people", null, null).counter(limit(QuotaLimit.ACCOUNT)))
                .isEqualTo("vendor account a calls/s");
    }

    @Test
    void counter_unknownScope_isRejected() {
        AccountIdentity identity = identity("here", "people", "key", null);
        assertThatThrownBy(() -> identity.counter(limit("planet")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("planet");
    }

    @Test
    void library_otherPlaceOrLibrary_isDifferent() {
        assertThat(identity("here", "people", "key", null).library())
                .isEqualTo(identity("here", "people", "key", null).library())
                .isNotEqualTo(identity("here", "others", "key", null).library())
                .isNotEqualTo(identity("there", "people", "key", null).library());
    }

    @Test
    void label_accountInALibrary_namesBoth() {
        assertThat(identity("here", "people", "key", null).label()).isEqualTo("a (library people)");
        assertThat(identity("here", null, "key", null).label()).isEqualTo("a");
    }

    private static QuotaLimit limit(String scope) {
        return new QuotaLimit("calls", Rate.perSecond(20), scope, Set.of(Operation.FIND_PERSON), "a page");
    }

    private static AccountIdentity identity(String place, String library, String key, String group) {
        return new AccountIdentity(
                "a",
                new Config(place, Optional.ofNullable(library), Optional.ofNullable(key)),
                Optional.ofNullable(group));
    }

    private record Config(String place, Optional<String> library, Optional<String> keyFingerprint)
            implements ProviderConfig {
        @Override
        public String provider() {
            return "vendor";
        }

        @Override
        public Capabilities capabilities() {
            return Capabilities.builder("vendor").build();
        }

        @Override
        public ProviderRepository open(OpenContext context) {
            throw new UnsupportedOperationException("never opened");
        }
    }
}
