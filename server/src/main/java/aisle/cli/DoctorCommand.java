package aisle.cli;

import aisle.doctor.AddressExam;
import aisle.doctor.BackupExam;
import aisle.doctor.DatabaseExam;
import aisle.doctor.Finding;
import aisle.doctor.Grade;
import aisle.doctor.MailExam;
import aisle.mail.SmtpServer;
import aisle.platform.config.AisleConfig;
import aisle.platform.config.AppEnvironment;
import aisle.platform.config.StartupProblem;
import aisle.platform.config.StartupProblem.Kind;
import aisle.platform.config.Variable;
import aisle.platform.time.Time;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A look at an installation before it goes into production, and at any time after. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Looks at settings, database rights, encryption, clocks, migrations, mail and backups, changes nothing, and",
            "says of each whether it stands well. Run it where the server runs, with the server's environment.",
            "Exit status 1 when something is wrong; docs/production.md goes through all of it."
        })
final class DoctorCommand implements Callable<Integer> {
    private static final String NOT_SEEN =
            "name the folder with --backups, or prove it as docs/disaster-recovery.md says";

    @Option(names = "--url", paramLabel = "<address>", description = "the shop's public address, to be looked at too")
    private @Nullable URI url;

    @Option(names = "--backups", paramLabel = "<folder>", description = "where the database's backups lie")
    private @Nullable Path backups;

    @Option(names = "--strict", description = "exit status 1 also when something is only doubtful")
    private boolean strict;

    @Mixin
    private final DataOption data = new DataOption();

    private final Time time = new Time();

    @Override
    public Integer call() {
        refuseUnusableAddress();
        Environment environment = Environment.ofProcess();
        Settings settings = Settings.forServer(environment, AppEnvironment.PRODUCTION, null, data.data());
        List<Finding> findings = new ArrayList<>(SettingsExam.findings(environment, settings));
        findings.addAll(database(settings));
        findings.add(mail(environment));
        findings.add(backups == null ? Finding.unknown("backups", NOT_SEEN) : new BackupExam(backups, time).finding());
        if (url == null) {
            findings.add(Finding.unknown("address", "name the shop's public address with --url"));
        } else {
            findings.addAll(new AddressExam(url, settings.environment() == AppEnvironment.PRODUCTION, time).findings());
        }
        findings.forEach(finding -> System.out.println(finding.line()));
        System.out.println(summary(findings));
        return status(findings);
    }

    private void refuseUnusableAddress() {
        if (url != null && (url.getHost() == null || !List.of("http", "https").contains(url.getScheme()))) {
            throw new StartupProblem(Kind.USAGE, "--url must be an address such as https://shop.example.");
        }
    }

    private List<Finding> database(Settings settings) {
        if (settings.database() == null) {
            return List.of(Finding.doubtful(
                    "database",
                    "no outside database is named: the built-in one has no replica, and dies with this machine"));
        }
        List<Finding> findings = new ArrayList<>(new DatabaseExam(settings.database(), time).findings());
        if (settings.direct() != null) {
            // The migrator's own: it must get in, and more rights than the servers have are its purpose.
            new DatabaseExam(settings.direct(), time)
                    .findings().stream()
                            .filter(finding -> finding.area().equals("database")
                                    || finding.area().equals("tls"))
                            .map(finding -> new Finding(
                                    finding.area(), finding.grade(), "DATABASE_DIRECT_URL: " + finding.text()))
                            .forEach(findings::add);
        }
        return findings;
    }

    private static Finding mail(Environment environment) {
        String key = environment.given(Variable.BREVO_API_KEY);
        String host = environment.given(Variable.SMTP_HOST);
        if (key != null) {
            return MailExam.ofBrevo(environment.text(Variable.BREVO_API_URL), key);
        }
        if (host == null) {
            return Finding.doubtful("mail", "neither SMTP_HOST nor BREVO_API_KEY is set: no mail leaves");
        }
        return MailExam.ofServer(new SmtpServer(
                host,
                environment.number(Variable.SMTP_PORT),
                environment.given(Variable.SMTP_USER),
                environment.given(Variable.SMTP_PASSWORD),
                AisleConfig.Smtp.Security.valueOf(
                        environment.text(Variable.SMTP_SECURITY).toUpperCase(Locale.ROOT))));
    }

    private static String summary(List<Finding> findings) {
        return "%nwell: %d, unseen: %d, doubtful: %d, wrong: %d"
                .formatted(
                        count(findings, Grade.FINE),
                        count(findings, Grade.UNKNOWN),
                        count(findings, Grade.DOUBTFUL),
                        count(findings, Grade.WRONG));
    }

    private int status(List<Finding> findings) {
        boolean wrong = count(findings, Grade.WRONG) > 0 || (strict && count(findings, Grade.DOUBTFUL) > 0);
        return wrong ? 1 : 0;
    }

    private static long count(List<Finding> findings, Grade grade) {
        return findings.stream().filter(finding -> finding.grade() == grade).count();
    }
}
