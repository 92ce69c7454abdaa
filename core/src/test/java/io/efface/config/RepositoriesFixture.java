package io.efface.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.Origin;
import io.efface.PersonId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Provides builders of accounts with two fake providers and fake layers, and the checks that the tests of repositories share. */
abstract class RepositoriesFixture {
    static final PersonId ALICE = PersonId.of("alice");
    static final FaceId FACE = FaceId.of("f1");

    final FakeProvider alpha = new FakeProvider("alpha");
    final FakeProvider beta = new FakeProvider("beta");
    final FakeLayers layers = new FakeLayers();

    FaceRepositoriesBuilder builder() {
        return FaceRepositories.builder()
                .providers(List.of(alpha, beta))
                .layers(layers)
                .environmentForReferences(Map.of());
    }

    static Map<String, String> accounts(String... nameAndProvider) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < nameAndProvider.length; i += 2) {
            map.put("efface.accounts." + nameAndProvider[i] + ".provider", nameAndProvider[i + 1]);
            map.put("efface.accounts." + nameAndProvider[i] + ".region", "r-" + nameAndProvider[i]);
        }
        return map;
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static void assertConfiguration(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String detail) {
        assertThatThrownBy(call).isInstanceOfSatisfying(FaceException.class, e -> {
            assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION);
            assertThat(e.origin()).isEqualTo(Origin.LOCAL);
            assertThat(e.effect()).isEqualTo(Effect.NONE);
            assertThat(e.detail()).contains(detail);
        });
    }
}
