package io.efface.micrometer;

import io.efface.interceptor.CallScope;
import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/** The observations and their tags. Constants are never removed. */
public enum EffaceObservation implements ObservationDocumentation {
    /** One call of an application, with all its requests and waits. */
    CALL("efface.call"),
    /** One request to the vendor, including its wait for quota. A child of the observation of its call. */
    ATTEMPT("efface.attempt");

    private final String spelling;

    EffaceObservation(String spelling) {
        this.spelling = spelling;
    }

    static EffaceObservation of(CallScope scope) {
        return scope == CallScope.CALL ? CALL : ATTEMPT;
    }

    @Override
    public String getName() {
        return spelling;
    }

    @Override
    public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
        return DefaultCallObservationConvention.class;
    }

    @Override
    public KeyName[] getLowCardinalityKeyNames() {
        return LowCardinality.values();
    }

    @Override
    public KeyName[] getHighCardinalityKeyNames() {
        return HighCardinality.values();
    }

    @Override
    public String getPrefix() {
        return "";
    }

    /** Tags with few values, for meters and spans. */
    public enum LowCardinality implements KeyName {
        /** The account's name in the configuration. */
        ACCOUNT("account"),
        /** The provider's name. */
        PROVIDER("provider"),
        /** The library at the vendor, or {@code none} if the account has no library. */
        LIBRARY("library"),
        /** The operation: {@code deletePerson}, {@code deleteFaces} or {@code findPerson}. */
        OPERATION("operation"),
        /** {@link io.efface.interceptor.CallOutcome#spelling()}; {@code none} before the end. */
        OUTCOME("outcome"),
        /** The {@link io.efface.ErrorKind} of the failure in lower case, or {@code none}. */
        KIND("kind"),
        /** The {@link io.efface.Effect} of the failure in lower case, or {@code none}. */
        EFFECT("effect");

        private final String key;

        LowCardinality(String key) {
            this.key = key;
        }

        @Override
        public String asString() {
            return key;
        }
    }

    /** Tags with many values, for spans only. */
    public enum HighCardinality implements KeyName {
        /** The random id of a call; all requests of the call have this id. See {@link io.efface.interceptor.CallInfo#callId()}. */
        CALL_ID("call.id"),
        /** The vendor's request ids, joined by commas; absent if none is known. */
        REQUEST_ID("request.id");

        private final String key;

        HighCardinality(String key) {
            this.key = key;
        }

        @Override
        public String asString() {
            return key;
        }
    }
}
