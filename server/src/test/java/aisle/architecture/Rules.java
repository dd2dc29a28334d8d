package aisle.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import aisle.platform.web.Preconditions;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** The rules of ARCHITECTURE.md that need nothing but the classes. Each takes the root package that it speaks of. */
final class Rules {
    private Rules() {}

    private static final Set<String> STATEMENTS = Set.of(
            "createQuery",
            "createUpdate",
            "createBatch",
            "prepareBatch",
            "createScript",
            "createCall",
            "execute",
            "select");

    /** What is there or is not: nothing about it changes, but for which one is the default. */
    private static final Set<String> WITHOUT_VERSION = Set.of(
            "WishlistResource.remove",
            "OwnDataResource.erase",
            "PaymentMethodsResource.delete",
            "PaymentMethodsResource.makeDefault",
            "SlotHoldsResource.release",
            // Several at once, of which each has a version of its own.
            "StockRequestsResource.review");

    static ArchRule sqlOnlyInDaos() {
        DescribedPredicate<JavaMethodCall> statement = DescribedPredicate.describe(
                "an SQL statement",
                call -> STATEMENTS.contains(call.getTarget().getName())
                        && call.getTargetOwner().getName().equals("org.jdbi.v3.core.Handle"));
        DescribedPredicate<JavaMethodCall> jdbc = DescribedPredicate.describe(
                "a JDBC statement",
                call -> call.getTargetOwner().getName().equals("java.sql.Connection")
                        && call.getTarget().getName().startsWith("prepare"));
        return noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Dao")
                .and(outside("..platform.db.."))
                .should()
                .callMethodWhere(statement)
                .orShould()
                .callMethodWhere(jdbc)
                .because("a feature's SQL is read in one place");
    }

    static ArchRule httpOnlyAtTheEdge() {
        return noClasses()
                .that(outside("..platform.web..", "..platform.security.."))
                .and(DescribedPredicate.not(partOf("Resource").or(partOf("Query"))))
                .should()
                .dependOnClassesThat(resideInAnyPackage("jakarta.ws.rs..", "io.vertx.."))
                .because("use cases are called by commands and jobs too");
    }

    static ArchRule everyEndpointSaysWhoMayCallIt() {
        return methods()
                .that(DescribedPredicate.<JavaMethod>describe(
                        "are endpoints", method -> method.isMetaAnnotatedWith(HttpMethod.class)))
                .should()
                .beAnnotatedWith(PermitAll.class)
                .orShould()
                .beAnnotatedWith(RolesAllowed.class)
                .orShould()
                .beAnnotatedWith(Authenticated.class);
    }

    /** Whoever changes a resource may say which version was seen. */
    static ArchRule everyChangeMayBeConditional() {
        return methods()
                .that(DescribedPredicate.<JavaMethod>describe(
                        "change a resource",
                        method -> method.isAnnotatedWith(PUT.class)
                                || method.isAnnotatedWith(PATCH.class)
                                || method.isAnnotatedWith(DELETE.class)))
                .and(DescribedPredicate.<JavaMethod>describe(
                        "of which there are versions",
                        method ->
                                !WITHOUT_VERSION.contains(method.getOwner().getSimpleName() + "." + method.getName())))
                .should(new ArchCondition<>("take preconditions") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        boolean takes = method.getRawParameterTypes().stream()
                                .anyMatch(type -> type.isEquivalentTo(Preconditions.class));
                        events.add(new SimpleConditionEvent(method, takes, method.getFullName()));
                    }
                });
    }

    static ArchRule timeAndChanceComeFromOnePlace() {
        Set<String> clocks = Stream.of(
                        Instant.class,
                        Clock.class,
                        LocalDate.class,
                        LocalTime.class,
                        LocalDateTime.class,
                        ZonedDateTime.class,
                        OffsetDateTime.class)
                .map(Class::getName)
                .collect(java.util.stream.Collectors.toSet());
        DescribedPredicate<JavaMethodCall> asks = DescribedPredicate.describe("the clock or the dice", call -> {
            String owner = call.getTargetOwner().getName();
            String name = call.getTarget().getName();
            return (clocks.contains(owner) && (name.equals("now") || name.startsWith("system")))
                    || (owner.equals("java.lang.System") && name.equals("currentTimeMillis"))
                    || (owner.equals("java.lang.Math") && name.equals("random"))
                    || (owner.equals(UUID.class.getName()) && name.equals("randomUUID"));
        });
        return noClasses()
                .that(outside("..platform.time.."))
                .should()
                .callMethodWhere(asks)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocalRandom.class)
                .because("a test moves the whole shop in time, and secrets come from one generator");
    }

    static ArchRule noBinaryFractions() {
        return classes()
                .that(resideInAnyPackage(
                        "..kernel..",
                        "..inventory..",
                        "..cart..",
                        "..pricing..",
                        "..checkout..",
                        "..orders..",
                        "..payments..",
                        "..catalog.."))
                .should(new ArchCondition<>("have no float or double") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        for (JavaMember member : type.getMembers()) {
                            boolean binary = member instanceof JavaField field && isBinary(field.getRawType());
                            if (member instanceof JavaCodeUnit code) {
                                binary = isBinary(code.getRawReturnType())
                                        || code.getRawParameterTypes().stream().anyMatch(Rules::isBinary);
                            }
                            if (binary) {
                                events.add(SimpleConditionEvent.violated(member, member.getFullName() + " is binary"));
                            }
                        }
                    }
                })
                .because("0.1 + 0.2 is not 0.3, and customers notice");
    }

    static ArchRule namesSayWhatIsMeant() {
        return noClasses()
                .should(DescribedConditions.haveSimpleNameMatching(".*(Impl|Utils?|Helper|Manager|Mapper)|Base[A-Z].*"))
                .because("such a name is a layer that nobody could name after the business");
    }

    static ArchRule kernelDoesNothing() {
        return noClasses()
                .that(resideInAPackage("..kernel.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("..platform..", "java.sql..", "io.."))
                .because("values have no I/O");
    }

    private static boolean isBinary(JavaClass type) {
        return Set.of("double", "float", "java.lang.Double", "java.lang.Float").contains(type.getName());
    }

    private static DescribedPredicate<JavaClass> outside(String... packages) {
        return DescribedPredicate.not(resideInAnyPackage(packages));
    }

    /** The class itself or the one it is written in. */
    private static DescribedPredicate<JavaClass> partOf(String suffix) {
        return DescribedPredicate.describe("part of a *" + suffix, type -> {
            JavaClass outer = type;
            while (outer.getEnclosingClass().isPresent()) {
                outer = outer.getEnclosingClass().get();
            }
            return outer.getSimpleName().endsWith(suffix);
        });
    }

    private static final class DescribedConditions {
        static ArchCondition<JavaClass> haveSimpleNameMatching(String pattern) {
            return new ArchCondition<>("have a name that says nothing") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean matches = type.getSimpleName().matches(pattern);
                    events.add(new SimpleConditionEvent(type, matches, type.getName()));
                }
            };
        }
    }
}
