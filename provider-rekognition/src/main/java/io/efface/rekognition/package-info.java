/**
 * Translates the portable interface to Amazon Rekognition's collections: a person is a User with its faces, and a deletion lists the faces,
 * disassociates and deletes them, and deletes the User last. The package contains only code for this vendor. It may use core and
 * provider-http.
 */
@NullMarked
package io.efface.rekognition;

import org.jspecify.annotations.NullMarked;
