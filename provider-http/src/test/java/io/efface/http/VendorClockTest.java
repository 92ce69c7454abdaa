package io.efface.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.Capabilities;
import io.efface.RetryAdvice;
import io.efface.http.VendorClock.ClockCorrection;
import io.efface.spi.OpenContext;
import io.efface.spi.ProviderConfig;
import io.efface.spi.ProviderRepository;
import io.efface.spi.layers.AccountIdentity;
import io.efface.spi.layers.Interceptors;
import io.efface.spi.layers.LayersContext;
import io.efface.spi.layers.SharedState;
import io.efface.spi.layers.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VendorClockTest {
    private static final Endpoint HOST = Endpoint.parse("https://api.example");

    private final SteppingClock clock = new SteppingClock();
    private final SharedState state = new SharedState();

    private VendorClock clockOf(String account, String provider, String group) {
        return clockOf(account, provider, group, HOST);
    }

    private VendorClock clockOf(String account, String provider, String group, Endpoint host) {
        AccountIdentity identity = new AccountIdentity(account, new NoConfig(provider), Optional.ofNullable(group));
        LayersContext opened = new LayersContext(
                identity, clock, new Random(1), Sleeper.system(), new Interceptors(List.of()), state, Map.of());
        return VendorClock.of(opened.forProvider(), host);
    }

    private ClockCorrection correct(VendorClock vendor, Duration off) {
        Instant now = clock.instant();
        return vendor.correct(Optional.of(now.plus(off)), now, vendor.offset());
    }

    @Test
    void correct_offset_isAddedToTheInjectedClock() {
        VendorClock vendor = VendorClock.of(Transports.context(clock, Map.of()), HOST);
        assertThat(vendor.offset()).isZero();

        assertThat(correct(vendor, Duration.ofHours(-3))).isEqualTo(ClockCorrection.CORRECTED);
        clock.move(Duration.ofSeconds(7));

        assertThat(vendor.instant(vendor.offset())).isEqualTo(clock.instant().minus(Duration.ofHours(3)));
    }

    @Test
    void correct_sameOffsetAgain_isUnchanged() {
        VendorClock vendor = VendorClock.of(Transports.context(clock, Map.of()), HOST);
        correct(vendor, Duration.ofMinutes(20));

        assertThat(correct(vendor, Duration.ofMinutes(20).plusSeconds(59))).isEqualTo(ClockCorrection.UNCHANGED);
    }

    @Test
    void correct_duringAnotherRequest_isACorrectionForThatRequestToo() {
        VendorClock vendor = VendorClock.of(Transports.context(clock, Map.of()), HOST);
        Instant now = clock.instant();
        correct(vendor, Duration.ofMinutes(20));

        assertThat(vendor.correct(Optional.of(now.plus(Duration.ofMinutes(20))), now, Duration.ZERO))
                .isEqualTo(ClockCorrection.CORRECTED);
    }

    @ParameterizedTest
    @CsvSource({"CORRECTED,ONCE", "UNCHANGED,ONCE", "NO_VENDOR_TIME,ONCE", "OUT_OF_RANGE,NEVER"})
    void advice_everyCorrection_isOneRepeatUnlessTheTimeIsOutOfRange(ClockCorrection correction, RetryAdvice advice) {
        assertThat(correction.advice()).isEqualTo(advice);
        assertThat(correction.detail()).isNotBlank();
    }

    @Test
    void correct_responseWithoutTime_keepsTheOffset() {
        VendorClock vendor = VendorClock.of(Transports.context(clock, Map.of()), HOST);
        correct(vendor, Duration.ofMinutes(20));

        assertThat(vendor.correct(Optional.empty(), clock.instant(), vendor.offset()))
                .isEqualTo(ClockCorrection.NO_VENDOR_TIME);
        assertThat(vendor.offset()).isEqualTo(Duration.ofMinutes(20));
    }

    @Test
    void correct_moreThanADay_isIgnored() {
        VendorClock vendor = VendorClock.of(Transports.context(clock, Map.of()), HOST);

        assertThat(correct(vendor, Duration.ofDays(1).plusSeconds(1))).isEqualTo(ClockCorrection.OUT_OF_RANGE);
        assertThat(correct(vendor, Duration.ofDays(-400))).isEqualTo(ClockCorrection.OUT_OF_RANGE);
        assertThat(vendor.offset()).isZero();
        assertThat(correct(vendor, Duration.ofDays(1))).isEqualTo(ClockCorrection.CORRECTED);
    }

    @Test
    void of_accountsOfOneGroup_shareTheOffset() {
        VendorClock one = clockOf("one", "vendor", "ours");
        correct(one, Duration.ofHours(1));

        assertThat(clockOf("two", "vendor", "ours").offset()).isEqualTo(Duration.ofHours(1));
        assertThat(clockOf("two", "vendor", "ours", Endpoint.parse("https://other.example"))
                        .offset())
                .as("another host of the group")
                .isZero();
        assertThat(clockOf("two", "vendor", "theirs").offset()).isZero();
        assertThat(clockOf("two", "other", "ours").offset())
                .as("another vendor's clock")
                .isZero();
        assertThat(clockOf("one", "vendor", null).offset()).isZero();
    }

    /** Settings of an account that is never opened. */
    private record NoConfig(String provider) implements ProviderConfig {
        @Override
        public Optional<String> keyFingerprint() {
            return Optional.empty();
        }

        @Override
        public String place() {
            return "here";
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
