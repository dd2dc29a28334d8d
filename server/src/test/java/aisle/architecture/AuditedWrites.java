package aisle.architecture;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.ws.rs.HttpMethod;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * An endpoint that writes must reach {@code Audit.record} through the calls in its code and in what that calls, however
 * deep. This proves that the way exists, not that every branch takes it.
 */
final class AuditedWrites extends ArchCondition<JavaMethod> {
    private final String root;

    /** @param root the package within which calls are followed */
    AuditedWrites(String root) {
        super("reach Audit.record");
        this.root = root;
    }

    @Override
    public void check(JavaMethod endpoint, ConditionEvents events) {
        if (endpoint.isMetaAnnotatedWith(HttpMethod.class) && writesUnaudited(endpoint)) {
            events.add(SimpleConditionEvent.violated(
                    endpoint, endpoint.getFullName() + " writes and never calls Audit.record"));
        }
    }

    private boolean writesUnaudited(JavaMethod endpoint) {
        boolean writes = false;
        Set<JavaCodeUnit> seen = new HashSet<>();
        Deque<JavaCodeUnit> open = new ArrayDeque<>();
        open.add(endpoint);
        while (!open.isEmpty()) {
            JavaCodeUnit unit = open.remove();
            if (!seen.add(unit)) {
                continue;
            }
            Set<JavaCodeUnitAccess<?>> uses = new HashSet<>(unit.getCallsFromSelf());
            uses.addAll(unit.getMethodReferencesFromSelf());
            uses.addAll(unit.getConstructorReferencesFromSelf());
            for (JavaCodeUnitAccess<?> use : uses) {
                if (use.getTargetOwner().getSimpleName().equals("Audit")
                        && use.getTarget().getName().equals("record")) {
                    return false;
                }
                writes |= use.getTargetOwner().getSimpleName().equals("Writes")
                        && use.getTarget().getName().startsWith("perform");
                follow(use.getTarget(), open);
            }
        }
        return writes;
    }

    private void follow(CodeUnitAccessTarget target, Deque<JavaCodeUnit> open) {
        JavaClass owner = target.getOwner();
        if (!owner.getPackageName().startsWith(root)) {
            return;
        }
        target.resolveMember().ifPresent(open::add);
        for (JavaClass implementation : owner.getAllSubclasses()) {
            implementation.getMethods().stream()
                    .filter(method -> method.getName().equals(target.getName()))
                    .forEach(open::add);
        }
    }
}
