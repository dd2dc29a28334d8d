package aisle.imports;

import aisle.kernel.ImportId;
import aisle.platform.db.Tx;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of the files of import jobs, which are kept in pieces until their job has ended. */
final class ImportFileDao {
    void insert(Tx tx, ImportId job, int seq, byte[] data) {
        tx.handle()
                .createUpdate("INSERT INTO import_chunk (job_id, seq, data) VALUES (:job, :seq, :data)")
                .bind("job", job)
                .bind("seq", seq)
                .bind("data", data)
                .execute();
    }

    /** A piece of the file; null behind the last, and when the job has ended. */
    byte @Nullable [] piece(Handle handle, ImportId job, int seq) {
        return handle.createQuery("SELECT data FROM import_chunk WHERE job_id = :job AND seq = :seq")
                .bind("job", job)
                .bind("seq", seq)
                .map((row, context) -> row.getBytes("data"))
                .findOne()
                .orElse(null);
    }
}
