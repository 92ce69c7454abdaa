/**
 * The JUnit tests that every store of shared quota must pass; authors of stores extend them. It may use core, policy, JUnit and AssertJ.
 */
@NullMarked
package io.efface.quota.contract;

import org.jspecify.annotations.NullMarked;
