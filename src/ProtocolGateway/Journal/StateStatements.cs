using ProtocolGateway.Statuses;

namespace ProtocolGateway.Journal;

/// <summary>What the writer says about EVSE states.</summary>
internal sealed class StateStatements(JournalConnection journal) : IDisposable
{
    private const string NewerAvailability =
        "(excluded.AvailabilityAt IS NOT NULL AND (EvseStates.AvailabilityAt IS NULL OR excluded.AvailabilityAt >= EvseStates.AvailabilityAt))";

    private const string NewerBusy = "(excluded.BusyAt IS NOT NULL AND (EvseStates.BusyAt IS NULL OR excluded.BusyAt >= EvseStates.BusyAt))";

    private readonly Statement put = journal.Prepare(
        $"""
        INSERT INTO EvseStates (
          Owner, Scope, IdKey, Id, Availability, AvailabilityAt, AvailabilityUntil, AvailabilityComment, Busy, BusyAt, BusyUntil, BusyComment,
          PartnerId, Protocol, Operation, HeardAt, Document, Headers, Answer, Losses, Trace, DueAt)
        VALUES (
          @owner, @scope, @key, @id, @availability, @availabilityAt, @availabilityUntil, @availabilityComment, @busy, @busyAt, @busyUntil,
          @busyComment, @partner, @protocol, @operation, @heard, @document, @headers, @answer, @losses, @trace, @due)
        ON CONFLICT (Owner, Scope, IdKey) DO UPDATE SET
          Id = excluded.Id,
          Availability = CASE WHEN {NewerAvailability} THEN excluded.Availability ELSE EvseStates.Availability END,
          AvailabilityAt = CASE WHEN {NewerAvailability} THEN excluded.AvailabilityAt ELSE EvseStates.AvailabilityAt END,
          AvailabilityUntil = CASE WHEN {NewerAvailability} THEN excluded.AvailabilityUntil ELSE EvseStates.AvailabilityUntil END,
          AvailabilityComment = CASE WHEN {NewerAvailability} THEN excluded.AvailabilityComment ELSE EvseStates.AvailabilityComment END,
          Busy = CASE WHEN {NewerBusy} THEN excluded.Busy ELSE EvseStates.Busy END,
          BusyAt = CASE WHEN {NewerBusy} THEN excluded.BusyAt ELSE EvseStates.BusyAt END,
          BusyUntil = CASE WHEN {NewerBusy} THEN excluded.BusyUntil ELSE EvseStates.BusyUntil END,
          BusyComment = CASE WHEN {NewerBusy} THEN excluded.BusyComment ELSE EvseStates.BusyComment END,
          PartnerId = excluded.PartnerId, Protocol = excluded.Protocol, Operation = excluded.Operation, HeardAt = excluded.HeardAt,
          Document = excluded.Document, Headers = excluded.Headers, Answer = excluded.Answer, Losses = excluded.Losses, Trace = excluded.Trace,
          DueAt = CASE
            WHEN {NewerAvailability} AND COALESCE(EvseStates.Availability, '') <> excluded.Availability THEN excluded.DueAt
            WHEN {NewerBusy} AND COALESCE(EvseStates.Busy, '') <> excluded.Busy THEN excluded.DueAt
            ELSE EvseStates.DueAt END
        WHERE {NewerAvailability} OR {NewerBusy}
        """);

    private readonly Statement mark = journal.Prepare(
        """
        INSERT INTO EvseStates (Owner, Scope, IdKey, Id, PartnerId, Protocol, Operation, HeardAt, Document, Headers, DueAt)
        VALUES (@owner, 'Evse', @key, @id, @partner, @protocol, @operation, @heard, @document, '', @due)
        ON CONFLICT (Owner, Scope, IdKey) DO UPDATE SET DueAt = excluded.DueAt
        """);

    private readonly Statement wake = journal.Prepare(
        "UPDATE EvseStates SET DueAt = @due WHERE Owner = @owner AND Scope = 'Evse' AND IdKey = @key AND DueAt IS NULL");

    private readonly Statement find = journal.Prepare(
        $"SELECT {EvseState.Columns} FROM EvseStates WHERE Owner = @owner AND Scope = @scope AND IdKey = @key");

    private readonly Statement claim = journal.Prepare(
        $"""
        UPDATE EvseStates SET DueAt = NULL WHERE Owner = @owner AND Scope = 'Evse' AND IdKey = @key AND DueAt <= @now
        RETURNING {EvseState.Columns}
        """);

    private readonly Statement owe = journal.Prepare(
        """
        UPDATE EvseStates SET OwedAvailability = @availability, OwedBusy = @busy, OwedExchange = @exchange
        WHERE Owner = @owner AND Scope = 'Evse' AND IdKey = @key
        """);

    /// <summary>Keeps what is newer, by the times at which it changed; what is older changes nothing.</summary>
    public void Put(EvseState state)
    {
        var (place, (partner, protocol, operation, heard, document, headers, answer, losses, trace)) = (state.Place, state.Source);
        put.Run(
            place.Owner, Spelling.Of(place.Scope), place.Key, state.Id,
            state.Availability?.Status?.ToString(), state.Availability?.ChangedAt, state.Availability?.Until, state.Availability?.Comment,
            state.Busy?.Status?.ToString(), state.Busy?.ChangedAt, state.Busy?.Until, state.Busy?.Comment,
            partner, protocol, operation, heard, document, headers, answer, losses, trace, place.Scope == StatusScope.Evse ? state.DueAt : null);
    }

    /// <summary>An EVSE's state may have changed with that of its pool, station or connector.</summary>
    public void Mark(StatusPlace evse, string id, StateSource source, DateTimeOffset dueAt) => mark.Run(
        evse.Owner, evse.Key, id, source.PartnerId, source.Protocol, source.Operation, source.HeardAt, Array.Empty<byte>(), dueAt);

    /// <summary>An EVSE that has a state is looked at (again).</summary>
    public void Wake(StatusPlace evse, DateTimeOffset dueAt) => wake.Run(dueAt, evse.Owner, evse.Key);

    public EvseState? Find(StatusPlace place)
    {
        using var rows = find.Read(place.Owner, Spelling.Of(place.Scope), place.Key);
        return rows.Read() ? EvseState.Read(rows) : null;
    }

    /// <summary>Says that the EVSE will be claimed with these very values.</summary>
    public void Foresee(StatusPlace evse, DateTimeOffset now) => claim.Ahead(evse.Owner, evse.Key, now);

    /// <summary>The state of an EVSE that is due; null when it is no longer: another node has it, or it changed.</summary>
    public EvseState? Claim(StatusPlace evse, DateTimeOffset now)
    {
        using var rows = claim.Read(evse.Owner, evse.Key, now);
        return rows.Read() ? EvseState.Read(rows) : null;
    }

    public void Owe(StatusPlace evse, OwedState owed) =>
        owe.Run(owed.Availability?.ToString(), owed.Busy?.ToString(), owed.Exchange is { } exchange ? exchange : default(Value), evse.Owner, evse.Key);

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[put, mark, wake, find, claim, owe]) statement.Dispose();
    }
}
