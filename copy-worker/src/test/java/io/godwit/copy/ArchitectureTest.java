package io.godwit.copy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.godwit.copy", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule KAFKA_AND_SPRING_STOP_AT_THE_DOOR =
            noClasses()
                    .that()
                    .resideInAPackage("io.godwit.copy.*..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.kafka..", "org.springframework..");

    @ArchTest
    static final ArchRule SERVICES_DO_NOT_KNOW_ONE_ANOTHER =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.godwit.orchestrator..",
                            "io.godwit.validator..",
                            "io.godwit.cdc..",
                            "io.godwit.gateway..",
                            "io.godwit.cli..");
}
