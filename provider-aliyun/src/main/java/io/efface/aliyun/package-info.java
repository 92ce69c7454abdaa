/**
 * Translates Efface's interface to Alibaba Cloud Green 2018-05-09: DeletePerson, DeleteFaces and GetPerson. The package contains only code
 * that is specific to this vendor. It may use core and provider-http.
 */
@NullMarked
package io.efface.aliyun;

import org.jspecify.annotations.NullMarked;
