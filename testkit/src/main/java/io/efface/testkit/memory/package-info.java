/** The in-memory provider {@code memory}: a face library within the process, for tests of applications. */
@NullMarked
package io.efface.testkit.memory;

import org.jspecify.annotations.NullMarked;
