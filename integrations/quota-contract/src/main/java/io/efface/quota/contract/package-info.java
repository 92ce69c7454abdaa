/**
 * The JUnit tests that every quota store must pass. Authors of stores extend the test classes. This package may use core, policy, JUnit and
 * AssertJ.
 */
@NullMarked
package io.efface.quota.contract;

import org.jspecify.annotations.NullMarked;
