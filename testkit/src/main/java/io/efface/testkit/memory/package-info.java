/**
 * The in-memory provider {@code memory}: a face library within the process, for tests of applications, which can play each way in which a
 * vendor may behave. It may use core and {@code io.efface.testkit}.
 */
@NullMarked
package io.efface.testkit.memory;

import org.jspecify.annotations.NullMarked;
