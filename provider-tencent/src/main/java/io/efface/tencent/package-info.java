/**
 * Translates Efface's interface to Tencent Cloud IAI (face recognition) 2020-03-03 and 2018-03-01: DeletePerson, DeleteFace and
 * GetPersonBaseInfo. The package contains only code that is specific to this vendor. It may use core and provider-http.
 */
@NullMarked
package io.efface.tencent;

import org.jspecify.annotations.NullMarked;
