/**
 * Translates the portable interface to Alibaba Cloud Green 2018-05-09: DeletePerson, DeleteFaces and GetPerson. It contains only what is
 * this vendor's; it may use core and provider-http.
 */
@NullMarked
package io.efface.aliyun;

import org.jspecify.annotations.NullMarked;
