/** What a store of shared quota must do, as JUnit tests that the makers of such stores extend. */
@NullMarked
package io.efface.quota.contract;

import org.jspecify.annotations.NullMarked;
