package io.efface.benchmarks;

import io.efface.FaceRepository;
import io.efface.PersonId;
import io.efface.config.FaceRepositories;
import java.util.Map;

/** A client that uses a provider of this project. */
final class EffaceClient implements Client.Connected {
    private final FaceRepositories accounts;
    private final FaceRepository account;

    EffaceClient(Vendor vendor, String url, Map<String, String> settings) {
        accounts = vendor.open(url, settings);
        account = accounts.get(vendor.account());
    }

    @Override
    public void delete(String person) {
        account.deletePerson(PersonId.of(person));
    }

    @Override
    public void close() {
        accounts.close();
    }
}
