package archfixtures.till;

/** One use case with an audit entry and one without. */
class Till {
    private final Audit audit = new Audit();

    String opened() {
        audit.record();
        return "opened";
    }

    String emptied() {
        return "emptied";
    }
}
