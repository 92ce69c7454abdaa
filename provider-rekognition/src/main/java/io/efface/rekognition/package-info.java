/**
 * Translates Efface's interface to the collections of Amazon Rekognition, in which a person is a User with faces. A deletion lists the
 * faces, disassociates them, deletes them, and deletes the User last. The package contains only code that is specific to this vendor. It
 * may use core and provider-http.
 */
@NullMarked
package io.efface.rekognition;

import org.jspecify.annotations.NullMarked;
