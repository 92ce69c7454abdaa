package io.efface.spring;

import io.efface.config.FaceRepositoriesBuilder;
import io.efface.erasure.LedgerAddress;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Makes the accounts count their quota in the database of the ledger, if the ledger is in a database. This class is used only if {@code
 * efface-erasure} is present.
 */
final class SharedQuota {
    private SharedQuota() {}

    /** Uses the bean of type {@link LedgerAddress}, or else the ledger of the configuration. */
    static void share(FaceRepositoriesBuilder builder, ListableBeanFactory beans) {
        LedgerAddress ledger = beans.getBeanProvider(LedgerAddress.class).getIfAvailable();
        if (ledger != null) {
            ledger.shareQuota(builder);
            return;
        }
        LedgerAddress.configuredDatabase(builder::readText, System.getenv())
                .ifPresent(address -> address.shareQuota(builder));
    }
}
