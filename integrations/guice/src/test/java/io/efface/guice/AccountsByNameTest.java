package io.efface.guice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.efface.FaceRepository;
import io.efface.config.FaceRepositories;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountsByNameTest {
    private final FaceRepositories accounts = Memory.accounts("b", "a").open();
    private final Map<String, FaceRepository> byName = new AccountsByName(accounts);

    @AfterEach
    void close() {
        accounts.close();
    }

    @Test
    void map_severalAccounts_areInAlphabeticalOrder() {
        assertThat(byName).hasSize(2);
        assertThat(new ArrayList<>(byName.keySet())).containsExactly("a", "b");
        assertThat(byName.values()).extracting(Object::toString).containsExactly("account a", "account b");
    }

    @Test
    void get_noAccountOfThisKey_isNull() {
        assertThat(byName.get("c")).isNull();
        assertThat(byName.get(null)).isNull();
        assertThat(((Map<?, ?>) byName).get((Object) 1)).isNull();
        assertThat(byName.containsKey("c")).isFalse();
        assertThat(byName.containsKey(null)).isFalse();
    }

    @Test
    void views_afterAccountsPutAndRemoved_haveCurrentAccounts() {
        Set<String> names = byName.keySet();
        Collection<FaceRepository> repositories = byName.values();
        Set<Map.Entry<String, FaceRepository>> entries = byName.entrySet();

        accounts.put("c", Memory.settings());
        accounts.remove("a");

        assertThat(names).containsExactly("b", "c");
        assertThat(repositories).hasSize(2).extracting(Object::toString).containsExactly("account b", "account c");
        assertThat(entries).hasSize(2);
        assertThat(byName.get("a")).isNull();
        assertThat(byName.containsKey("c")).isTrue();
    }

    @Test
    void iteration_accountRemovedMeanwhile_returnsTheAccountsThatExistedAtItsStart() {
        Iterator<String> names = byName.keySet().iterator();
        accounts.remove("b");

        List<String> seen = new ArrayList<>();
        names.forEachRemaining(seen::add);

        assertThat(seen).containsExactly("a", "b");
    }

    @Test
    void get_removedAndPutAgain_isAWorkingAccount() {
        FaceRepository before = byName.get("a");
        assertThat(before).isSameAs(byName.get("a"));
        accounts.remove("a");
        accounts.put("a", Memory.settings());

        assertThat(byName.get("a").capabilities().provider()).isEqualTo("memory");
        assertThat(before.capabilities().provider()).isEqualTo("memory");
    }

    @Test
    void change_anyWay_isUnsupported() {
        FaceRepository account = byName.get("a");

        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> byName.put("c", account));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> byName.remove("a"));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(byName::clear);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> byName.entrySet().iterator().next().setValue(account));
        assertThat(accounts.accounts()).containsExactly("a", "b");
    }
}
