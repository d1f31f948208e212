using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Directory;

/// <summary>An object about to take the place of what is known of it.</summary>
internal sealed record Putting
{
    public required PublishedForm Form { get; init; }

    public required PutIs Is { get; init; }

    public required PublishedEntry? Before { get; init; }

    public required PublishedEntry Now { get; init; }

    /// <summary>What <see cref="Now"/> says, with what it leaves of the one before.</summary>
    public required object Record { get; init; }

    /// <summary>What <see cref="Before"/> says; null where that was not looked into.</summary>
    public object? RecordBefore { get; init; }

    /// <summary>Only what others are told of by other means has changed.</summary>
    public bool IsToldOtherwise { get; init; }

    /// <param name="reading">Of a record that is of that form.</param>
    public static Putting Of(PublishedForm form, Reading reading, string partner, PublishedEntry? before, DateTimeOffset now)
    {
        var record = reading.Message!;
        var updated = form.LastUpdated(record) ?? now;
        var entry = new PublishedEntry
        {
            Name = form.Name(record),
            LastUpdated = updated,
            Restricted = form.IsRestricted(record),
            PartnerId = partner,
            ReceivedAt = now,
            Body = CanonicalJson.Write(record),
        };
        var putting = new Putting { Form = form, Is = PutIs.New, Before = before, Now = entry, Record = record };
        // What comes after a withdrawal is published anew, whatever its time.
        if (before is null or { Withdrawn: true }) return putting;
        if (before.Body.AsSpan().SequenceEqual(entry.Body)) return putting with { Is = before.IsGone ? PutIs.Changed : PutIs.Same, RecordBefore = before.IsGone ? record : null };
        var known = CanonicalJson.Read(before.Body, form.Record);
        if (updated < (form.LastUpdated(known) ?? before.LastUpdated)) return putting with { Is = PutIs.Older };

        // A status may have made it newer than the object itself says.
        if (before.LastUpdated > updated) entry = entry with { LastUpdated = before.LastUpdated };
        // Who heard that it is gone looks for what came since.
        if (before.IsGone) entry = entry with { LastUpdated = now };
        var merged = form.Merge(known, record, reading.Losses);
        if (!ReferenceEquals(merged, record)) entry = entry with { Body = CanonicalJson.Write(merged) };
        return putting with
        {
            Is = before.Body.AsSpan().SequenceEqual(entry.Body) && !before.IsGone ? PutIs.Same : PutIs.Changed,
            Now = entry,
            Record = merged,
            RecordBefore = known,
            IsToldOtherwise = form.IsToldOtherwise(known, merged),
        };
    }

    /// <summary>
    /// A location's EVSEs that were known and stand differently now. All of one that was gone: they were told as removed, and are there since
    /// now whatever their own times.
    /// </summary>
    public IReadOnlyList<Evse> ChangedStatuses(DateTimeOffset now) =>
        Record is not Location location ? []
        : Before is { IsGone: true } ? [.. (location.Evses ?? []).Select(e => e with { LastUpdated = now })]
        : RecordBefore is Location known ? LocationForm.ChangedStatuses(known, location)
        : [];

    /// <param name="untold">It is owed to others later.</param>
    public void Write(DirectoryStatements statements, bool untold, DateTimeOffset now)
    {
        statements.Published.Put(Before, Now, untold);
        Form.Keep(statements, Record, Now.Body, Now.PartnerId, now);
    }
}

/// <summary>What an object is beside what is known of it.</summary>
internal enum PutIs
{
    New,
    Changed,
    Same,

    /// <summary>Its last_updated is before the known one's: nothing changes (ocpi.md 8.4).</summary>
    Older,
}
