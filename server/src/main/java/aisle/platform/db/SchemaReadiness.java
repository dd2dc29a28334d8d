package aisle.platform.db;

import jakarta.inject.Singleton;
import java.util.concurrent.CountDownLatch;

/** Whether the database has been reached and has this version's schema. Once it has, it stays so. */
@Singleton
public class SchemaReadiness {
    private final CountDownLatch decided = new CountDownLatch(1);
    private volatile boolean ready;
    private volatile int exitStatus;

    public boolean isReady() {
        return ready;
    }

    void announce() {
        ready = true;
        decided.countDown();
    }

    /** @param status with which the process is to end */
    void giveUp(int status) {
        exitStatus = status;
        decided.countDown();
    }

    /** Waits until the database can be used; false when it never will, which has been explained then. */
    public boolean await() {
        try {
            decided.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ready;
    }

    /** With which a command ends that has waited in vain. */
    public int exitStatus() {
        return exitStatus;
    }

    /** @throws DatabaseUnavailable while the schema is not there yet */
    void require() {
        if (!ready) {
            throw new DatabaseUnavailable("The database is not ready yet.", null);
        }
    }
}
