package io.efface.spring;

import io.efface.config.FaceRepositories;
import io.efface.erasure.Erasure;
import io.efface.erasure.Ledger;
import io.efface.erasure.LedgerAddress;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.keys.KeyLocation;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/** Opens the ledger that {@code efface.ledger} names, when a bean first needs it. */
@AutoConfiguration(after = EffaceAutoConfiguration.class)
@ConditionalOnClass(Erasure.class)
@ConditionalOnBean(FaceRepositories.class)
@ConditionalOnProperty(ErasureAutoConfiguration.LEDGER)
final class ErasureAutoConfiguration {
    static final String LEDGER = "efface.ledger";
    static final String LEDGER_BEAN = "effaceLedger";

    @Bean(name = LEDGER_BEAN)
    @Lazy
    @ConditionalOnMissingBean
    Ledger effaceLedger(FaceRepositories accounts) {
        return Ledger.open(address(accounts));
    }

    @Bean
    @Lazy
    @ConditionalOnMissingBean
    KeyFolder effaceKeyFolder(FaceRepositories accounts) {
        Path folder = accounts.path(KeyFolder.SETTING)
                .orElseGet(() -> KeyLocation.byDefault(System.getenv(), System.getProperty("os.name", "")));
        return KeyFolder.create(folder, address(accounts));
    }

    @Bean
    @Lazy
    @ConditionalOnMissingBean
    Erasure erasure(KeyFolder keys, Ledger ledger, FaceRepositories accounts) {
        return new Erasure(ledger, keys, accounts, Clock.systemUTC(), new SecureRandom());
    }

    static LedgerAddress address(FaceRepositories accounts) {
        return find(accounts)
                .orElseThrow(() -> new IllegalStateException(
                        "the accounts were opened without " + LEDGER + "; define a bean of type Ledger"));
    }

    /** Returns the address of the ledger in the configuration, or empty. */
    static Optional<LedgerAddress> find(FaceRepositories accounts) {
        return accounts.text(LEDGER)
                .map(database -> LedgerAddress.ofDatabase(
                        database,
                        accounts.text(LedgerAddress.USER_SETTING),
                        accounts.text(LedgerAddress.PASSWORD_SETTING),
                        System.getenv()))
                .or(() -> accounts.path(LEDGER).map(LedgerAddress::of));
    }
}
