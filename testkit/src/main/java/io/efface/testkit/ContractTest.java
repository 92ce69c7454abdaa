package io.efface.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs once for each of {@link FaceRepositoryContract#targets()}. It may take the target's {@link ContractHarness},
 * started for this run alone, as a parameter; and a {@link ContractFault}, in which case it runs for each fault that
 * {@linkplain ContractFault#failsByItself() fails by itself}. A run that hangs fails after a minute.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@TestTemplate
@ExtendWith(ContractInvocations.class)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public @interface ContractTest {}
