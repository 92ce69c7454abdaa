/**
 * Tencent Cloud IAI (face recognition) 2020-03-03 and 2018-03-01 behind the portable interface: DeletePerson, DeleteFace and
 * GetPersonBaseInfo.
 */
@NullMarked
package io.efface.tencent;

import org.jspecify.annotations.NullMarked;
