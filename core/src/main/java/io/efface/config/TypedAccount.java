package io.efface.config;

import io.efface.spi.ProviderConfig;
import java.util.Map;

/** An account that is built in code. */
record TypedAccount(ProviderConfig config, Map<String, String> layerSettings) {
    TypedAccount {
        layerSettings = Map.copyOf(layerSettings);
    }
}
