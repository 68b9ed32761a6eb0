package io.godwit.gateway.requests;

import io.godwit.common.messaging.Passwords;
import io.godwit.common.migration.MigrationSpec;

/// A migration that a person asks for, with the passwords that the log must not hold.
public record NewMigration(MigrationSpec spec, Passwords passwords) {}
