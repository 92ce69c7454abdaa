/**
 * The provider {@code memory}: a face library in the memory of the process, for tests of applications. It can simulate every documented
 * behaviour of a vendor. This package uses core and {@code io.efface.testkit}.
 */
@NullMarked
package io.efface.testkit.memory;

import org.jspecify.annotations.NullMarked;
