package archfixtures.till;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;

/** Operations that do not say who may call them; one of them leaves no audit entry, and one takes no condition. Not reachable: it has no path. */
public class TillResource {
    private final Writes writes = new Writes();
    private final Till till = new Till();

    @POST
    public String remembers() {
        return writes.perform(() -> till.opened());
    }

    @POST
    public String forgets() {
        return writes.perform(till::emptied);
    }

    @DELETE
    public void closesUnasked() {}
}
