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
        if (before.Body.AsSpan().SequenceEqual(entry.Body)) return putting with { Is = PutIs.Same };
        var known = CanonicalJson.Read(before.Body, form.Record);
        if (updated < (form.LastUpdated(known) ?? before.LastUpdated)) return putting with { Is = PutIs.Older };

        // A status may have made it newer than the object itself says.
        if (before.LastUpdated > updated) entry = entry with { LastUpdated = before.LastUpdated };
        var merged = form.Merge(known, record, reading.Losses);
        if (!ReferenceEquals(merged, record)) entry = entry with { Body = CanonicalJson.Write(merged) };
        return putting with
        {
            Is = before.Body.AsSpan().SequenceEqual(entry.Body) ? PutIs.Same : PutIs.Changed,
            Now = entry,
            Record = merged,
            RecordBefore = known,
            IsToldOtherwise = form.IsToldOtherwise(known, merged),
        };
    }

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
