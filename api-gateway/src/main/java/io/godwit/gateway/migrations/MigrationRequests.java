package io.godwit.gateway.migrations;

import io.godwit.common.messaging.SecretVault;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.ComparisonRequested;
import io.godwit.common.migration.MigrationEvent.MigrationCreated;
import io.godwit.common.migration.MigrationEvent.RequestRefused;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.MigrationRequest;
import io.godwit.common.migration.MigrationRequest.CompareMigration;
import io.godwit.common.migration.MigrationRequest.CreateMigration;
import io.godwit.common.migration.MigrationSpec;
import io.godwit.common.migration.State;
import io.godwit.gateway.requests.CompareForm;
import io.godwit.gateway.requests.CreateForm;
import io.godwit.gateway.requests.NewMigration;
import io.godwit.gateway.views.MigrationView;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What people may ask for, brought to the log with the passwords kept off it.
public final class MigrationRequests {
    private final RequestLog log;
    private final Answers answers;
    private final SecretVault vault;

    public MigrationRequests(RequestLog log, Answers answers, SecretVault vault) {
        this.log = log;
        this.answers = answers;
        this.vault = vault;
    }

    /// @param repeated whether an earlier request with the same idempotency key created it
    record Created(MigrationSpec spec, boolean repeated) {}

    /// @throws MigrationException the refusal, or `RESPONSE_TIMEOUT`
    Created create(String body, CreateForm.Arguments arguments, @Nullable String idempotencyKey) {
        NewMigration wanted = CreateForm.read(body, arguments, UUID.randomUUID().toString());
        RequestId id =
                idempotencyKey == null
                        ? RequestId.fresh()
                        : RequestId.of(idempotencyKey, wanted.spec());
        if (!answers.claimKey(id)) {
            throw new MigrationException(
                    FailureCode.IDEMPOTENCY_KEY_REUSED,
                    "This idempotency key was used for a request that asked for something else.");
        }
        Optional<MigrationEvent> earlier = answers.earlier(id);
        return earlier.isPresent() ? new Created(created(earlier.get()), true) : create(id, wanted);
    }

    private Created create(RequestId id, NewMigration wanted) {
        String secretId = wanted.spec().secretId();
        vault.put(secretId, wanted.passwords());
        MigrationEvent answer = log.ask(id, new CreateMigration(wanted.spec()));
        boolean mine =
                answer instanceof MigrationCreated created
                        && created.spec().secretId().equals(secretId);
        if (!mine) {
            vault.destroy(secretId);
        }
        return new Created(created(answer), !mine);
    }

    private static MigrationSpec created(MigrationEvent answer) {
        return switch (answer) {
            case MigrationCreated created -> created.spec();
            case RequestRefused refused ->
                    throw new MigrationException(refused.code(), refused.message());
            default -> throw new IllegalStateException("this answers no creation: " + answer);
        };
    }

    /// Returns once the request is accepted; what it asks for is then under way.
    ///
    /// @throws MigrationException the refusal, or `RESPONSE_TIMEOUT`
    void ask(MigrationRequest request) {
        if (log.ask(RequestId.fresh(), request) instanceof RequestRefused refused) {
            throw new MigrationException(refused.code(), refused.message());
        }
    }

    /// A migration that has ended has no passwords any more: those that are given now are kept
    /// until the comparison's end.
    ///
    /// @return the comparison's number
    /// @throws MigrationException the refusal, or `RESPONSE_TIMEOUT`
    int compare(MigrationView view, String name, CompareForm form) {
        boolean given = form.passwords().source() != null || form.passwords().target() != null;
        boolean destroyed = view.state().filter(State::ended).isPresent();
        String secretId = given || destroyed ? UUID.randomUUID().toString() : null;
        if (secretId != null) {
            vault.put(secretId, form.passwords());
        }
        MigrationEvent answer =
                log.ask(
                        RequestId.fresh(),
                        new CompareMigration(
                                name,
                                form.level(),
                                form.tables(),
                                form.parallelism(),
                                form.rowsPerSecond(),
                                secretId));
        return switch (answer) {
            case ComparisonRequested requested -> requested.number();
            case RequestRefused refused -> {
                if (secretId != null) {
                    vault.destroy(secretId);
                }
                throw new MigrationException(refused.code(), refused.message());
            }
            default -> throw new IllegalStateException("this answers no comparison: " + answer);
        };
    }
}
