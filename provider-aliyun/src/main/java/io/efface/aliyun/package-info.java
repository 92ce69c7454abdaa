/** Alibaba Cloud Green 2018-05-09 behind the portable interface: DeletePerson, DeleteFaces and GetPerson. */
@NullMarked
package io.efface.aliyun;

import org.jspecify.annotations.NullMarked;
