/** What Efface does, as Micrometer observations and meters. Nothing here names a person or a face. */
@NullMarked
package io.efface.micrometer;

import org.jspecify.annotations.NullMarked;
