package aisle.notifications;

import aisle.accounts.User;
import aisle.accounts.Users;
import aisle.mail.Mail;
import aisle.mail.MailKind;
import aisle.mail.Mails;
import aisle.notifications.StockAlertDao.Digest;
import aisle.platform.db.Tx;
import aisle.platform.jobs.Job;
import aisle.platform.jobs.JobRun;
import aisle.platform.jobs.Schedule;
import aisle.platform.json.Json;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Mails managers what became scarce or ran out since the last mail, all in one. */
@Singleton
class StockAlertMails implements Job {
    static final String NAME = "stock-alert-mails";

    /** Longer lists nobody reads in a mail; the shop itself has them all. */
    private static final int LISTED = 50;

    private static final Duration NEWS = Duration.ofDays(2);

    private final StockAlertDao dao;
    private final Users users;
    private final Mails mails;
    private final Time time;
    private final Ids ids;

    StockAlertMails(Users users, Mails mails, Json json, Time time, Ids ids) {
        this.dao = new StockAlertDao(json);
        this.users = users;
        this.mails = mails;
        this.time = time;
        this.ids = ids;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String purpose() {
        return "mails managers what became scarce, if they want";
    }

    @Override
    public Schedule schedule() {
        return Schedule.every(Duration.ofMinutes(15));
    }

    @Override
    public void run(JobRun run) {
        run.whileMore(this::mailNext);
    }

    private boolean mailNext(Tx tx) {
        Digest digest = dao.takeDigest(tx);
        if (digest == null) {
            return false;
        }
        User user = users.get(tx.handle(), digest.user());
        if (user.active()) {
            mails.send(
                    tx,
                    new Mail(
                            "stock_alert:" + ids.next(),
                            MailKind.STOCK_ALERT,
                            user.id(),
                            user.email(),
                            Map.of(
                                    "count", Integer.toString(digest.alerts().size()),
                                    "products", products(digest.alerts())),
                            time.now().plus(NEWS)));
        }
        return true;
    }

    private static String products(List<Map<String, Object>> alerts) {
        String listed = alerts.stream().limit(LISTED).map(StockAlertMails::line).collect(Collectors.joining("\n"));
        return alerts.size() <= LISTED ? listed : listed + "\n… and " + (alerts.size() - LISTED) + " more";
    }

    private static String line(Map<String, Object> alert) {
        String state = "STOCK_OUT".equals(alert.get("type")) ? "out of stock" : alert.get("available") + " left";
        return alert.get("sku") + "  " + alert.get("name") + ": " + state;
    }
}
