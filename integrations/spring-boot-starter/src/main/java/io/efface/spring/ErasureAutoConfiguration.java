package io.efface.spring;

import io.efface.config.FaceRepositories;
import io.efface.erasure.Erasure;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.Ledger;
import io.efface.erasure.LedgerAddress;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.keys.KeyLocation;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;

/**
 * Opens the ledger that {@code efface.ledger} or a bean of type {@link LedgerAddress} names, when a bean first needs it.
 */
@AutoConfiguration(after = EffaceAutoConfiguration.class)
@ConditionalOnClass(Erasure.class)
@ConditionalOnBean(FaceRepositories.class)
@Conditional(ErasureAutoConfiguration.OnLedger.class)
final class ErasureAutoConfiguration {
    static final String LEDGER = "efface.ledger";
    static final String LEDGER_BEAN = "effaceLedger";

    /** Whether the ledger is configured, or the application defines its address. */
    static final class OnLedger extends AnyNestedCondition {
        OnLedger() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnProperty(LEDGER)
        static final class Configured {}

        @ConditionalOnBean(LedgerAddress.class)
        static final class Defined {}
    }

    @Bean(name = LEDGER_BEAN)
    @Lazy
    @ConditionalOnMissingBean
    Ledger effaceLedger(FaceRepositories accounts, ObjectProvider<LedgerAddress> defined) {
        return Ledger.open(address(accounts, defined));
    }

    @Bean
    @Lazy
    @ConditionalOnMissingBean
    KeyFolder effaceKeyFolder(FaceRepositories accounts, ObjectProvider<LedgerAddress> defined) {
        Path folder = accounts.path(KeyFolder.SETTING)
                .orElseGet(() -> KeyLocation.byDefault(System.getenv(), System.getProperty("os.name", "")));
        return KeyFolder.create(folder, address(accounts, defined));
    }

    @Bean
    @Lazy
    @ConditionalOnMissingBean
    Erasure erasure(KeyFolder keys, Ledger ledger, FaceRepositories accounts) {
        return new Erasure(ledger, keys, accounts, Clock.systemUTC(), new SecureRandom());
    }

    private static LedgerAddress address(FaceRepositories accounts, ObjectProvider<LedgerAddress> defined) {
        return find(accounts, defined)
                .orElseThrow(() -> new ErasureException(
                        Reason.INPUT, "the accounts were opened without " + LEDGER + "; define a bean of type Ledger"));
    }

    /** Returns the address of the ledger that the application defines, or else of the ledger in the configuration, or empty. */
    static Optional<LedgerAddress> find(FaceRepositories accounts, ObjectProvider<LedgerAddress> defined) {
        return Optional.ofNullable(defined.getIfAvailable())
                .or(() -> LedgerAddress.configuredDatabase(accounts::text, System.getenv()))
                .or(() -> accounts.path(LEDGER).map(LedgerAddress::of));
    }
}
