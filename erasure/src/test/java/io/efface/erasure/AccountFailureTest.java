package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.Origin;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountFailureTest {
    @ParameterizedTest
    @CsvSource({
        "NETWORK, 'UNAVAILABLE (503), library staff: no connection'",
        "LOCAL, 'UNAVAILABLE (503), library staff: no connection'",
        "VENDOR, 'UNAVAILABLE (503), library staff'"
    })
    void of_errorWithDetail_keepsDetailUnlessVendorSentIt(Origin origin, String text) {
        FaceException error = FaceException.of(Operation.DELETE_PERSON, ErrorKind.UNAVAILABLE)
                .origin(origin)
                .vendorCode("503")
                .library("staff")
                .detail("no connection")
                .build();

        assertThat(AccountFailure.of(error)).hasToString(text);
    }
}
