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
 * Marks a test that runs once for each target of {@link FaceRepositoryContract#targets()}. The test may have a parameter of type {@link
 * ContractHarness}; each run gets a new harness of the target. A test with a parameter of type {@link ContractFault} runs once for each
 * fault for which {@link ContractFault#failsByItself()} is true. A test with a parameter of type {@link io.efface.Operation} runs once for
 * each operation. A test with both parameters runs once for each operation with each of these faults. A run that takes longer than a minute
 * fails.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@TestTemplate
@ExtendWith(ContractInvocations.class)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public @interface ContractTest {}
