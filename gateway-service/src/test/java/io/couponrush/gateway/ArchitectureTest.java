package io.couponrush.gateway;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import io.couponrush.gateway.gate.Admission;
import io.couponrush.gateway.gate.GateSnapshot;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@AnalyzeClasses(packages = "io.couponrush.gateway", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.couponrush.gateway.";

    /** claim → gate → handoff: the claim drives both, and none of them looks back. */
    @ArchTest
    static final ArchRule THE_GATE_KNOWS_NO_CLAIM =
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "gate..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            ROOT + "claim..",
                            ROOT + "handoff..",
                            ROOT + "position..",
                            ROOT + "forward..",
                            ROOT + "catalogue..",
                            ROOT + "security..",
                            ROOT + "edge..");

    @ArchTest
    static final ArchRule THE_HANDOFF_KNOWS_ONLY_EVENTS_AND_KAFKA =
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "handoff..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            ROOT + "claim..",
                            ROOT + "gate..",
                            ROOT + "position..",
                            ROOT + "redis..",
                            ROOT + "security..",
                            ROOT + "edge..");

    @ArchTest
    static final ArchRule NOBODY_LOOKS_BACK_AT_THE_CLAIM =
            noClasses()
                    .that(not(resideInAPackage(ROOT + "claim..")))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ROOT + "claim..");

    /** Whoever looks may not stand in the way: a claim is counted, and that is all. */
    @ArchTest
    static final ArchRule NOTHING_NEEDS_THE_LIVE_VIEW =
            noClasses()
                    .that(not(resideInAPackage(ROOT + "live..")))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ROOT + "live..");

    @ArchTest
    static final ArchRule A_CLAIM_KNOWS_THE_TALLY_AND_NOT_WHO_SENDS_IT =
            noClasses()
                    .that()
                    .resideInAnyPackage(ROOT + "claim..", ROOT + "gate..", ROOT + "handoff..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.couponrush.pulse..");

    @ArchTest
    static final ArchRule ONLY_REDIS_AND_GATE_TALK_LETTUCE =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            ROOT + "claim..",
                            ROOT + "handoff..",
                            ROOT + "ticket..",
                            ROOT + "edge..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.lettuce..");

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

    /** Words and rules of the domain are plain Java. */
    @ArchTest
    static final ArchRule DOMAIN_TYPES_IMPORT_NO_FRAMEWORK =
            classes()
                    .that()
                    .resideInAPackage(ROOT + "ticket..")
                    .or()
                    .areAssignableTo(Admission.class)
                    .or()
                    .areAssignableTo(GateSnapshot.class)
                    .or()
                    .haveSimpleName("CouponMemory")
                    .or()
                    .haveNameMatching(".*\\.ClaimOutcome(\\$.*)?")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "java..",
                            "org.jspecify..",
                            "io.couponrush.events..",
                            ROOT + "ticket..",
                            ROOT + "gate..",
                            ROOT + "claim..");

    @ArchTest
    static final ArchRule WHAT_BUILDS_THE_REST_STANDS_ALONE =
            noClasses()
                    .that(not(simpleNameEndingWith("Configuration")))
                    .should()
                    .dependOnClassesThat(simpleNameEndingWith("Configuration"));

    /** The gateway has no database: it could not reach one if it wanted to. */
    @ArchTest
    static final ArchRule NO_DATABASE =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.sql..", "javax.sql..", "jakarta.persistence..");

    /** What breaks the gateway on purpose hangs itself in from outside, so production has none. */
    @ArchTest
    static final ArchRule NOTHING_NEEDS_THE_DRILLS =
            noClasses()
                    .that(not(resideInAPackage(ROOT + "drill..")))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ROOT + "drill..");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.springframework.jdbc.core.JdbcTemplate",
                "jakarta.persistence.Entity",
                "org.hibernate.Session",
                "com.zaxxer.hikari.HikariDataSource",
                "org.flywaydb.core.Flyway",
            })
    void noDatabaseLibraryIsOnTheClasspath(String type) {
        assertThatThrownBy(() -> Class.forName(type)).isInstanceOf(ClassNotFoundException.class);
    }
}
