using ProtocolGateway.Protocols;

namespace ProtocolGateway.Journal;

/// <summary>A delivery about to be written.</summary>
internal sealed record NewDelivery
{
    public required Guid Id { get; init; }

    public required Guid ExchangeId { get; init; }

    public required string SourceId { get; init; }

    public required string? PartnerId { get; init; }

    public required string Message { get; init; }

    public required string Key { get; init; }

    public required string Subject { get; init; }

    public required string? From { get; init; }

    public required string? To { get; init; }

    public required DeliveryState State { get; init; }

    public Hold? Hold { get; init; }

    public string Cause { get; init; } = "heard";

    /// <summary>The record that is owed, where it is not the exchange's.</summary>
    public byte[]? Body { get; init; }

    /// <summary>The span that its saying goes on from; null when nobody traces.</summary>
    public string? Trace { get; init; }
}

/// <summary>A delivery that this node is about to say.</summary>
internal sealed record ClaimedRow(
    long Sequence, int Attempts, bool Repeat, DateTimeOffset DeliverableAt, Guid ExchangeId, string SourceId, string Subject,
    string? FromParty, string? ToParty, string Key, string? Trace, string? MappingVersion)
{
    /// <summary>As if it was claimed, for whoever only looks what would be said.</summary>
    public static ClaimedRow Of(DeliveryRow row) => new(
        row.Sequence, row.Attempts, row.Repeat, row.DeliverableAt ?? row.ReceivedAt, row.ExchangeId, row.SourceId, row.Subject,
        row.FromParty, row.ToParty, row.Key, row.Trace, row.MappingVersion);
}

/// <summary>How a delivery of an exchange stands.</summary>
internal sealed record ExchangeDelivery(long Sequence, DeliveryState State, bool Claimed, bool Repeat)
{
    /// <summary>The payer has it, or may have it.</summary>
    public bool MayBeKnown => State is DeliveryState.Delivered or DeliveryState.InDoubt || (State == DeliveryState.Owed && (Claimed || Repeat));
}

/// <summary>What the end of a saying makes of a delivery.</summary>
internal sealed record Settlement
{
    public required DeliveryState State { get; init; }

    /// <summary>The state that it passes through at the same moment; InDoubt for what is said again.</summary>
    public DeliveryState? Through { get; init; }

    public string? ReasonCode { get; init; }

    public string? Reason { get; init; }

    public string? WaitsFor { get; init; }

    public required string Cause { get; init; }

    public bool Repeat { get; init; }

    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>False when nothing was sent: it counts as no attempt.</summary>
    public bool Said { get; init; } = true;

    public string? Sent { get; init; }

    public string? Answer { get; init; }

    public string? Losses { get; init; }

    /// <summary>The version of the mapping files that it was said by; null where it came to nothing before.</summary>
    public string? MappingVersion { get; init; }
}

/// <summary>A move that no saying caused.</summary>
internal sealed record StateChange(DeliveryState To, string Cause)
{
    public Hold? Hold { get; init; }

    public bool Repeat { get; init; }

    /// <summary>Null for now.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Null leaves the recipient as it is.</summary>
    public string? PartnerId { get; init; }

    public string? ToParty { get; init; }

    /// <summary>The version of the mapping files that is to write it; empty for the one in force by then. Null leaves it as it is.</summary>
    public string? MappingVersion { get; init; }

    /// <summary>The dead node whose claim is taken away.</summary>
    public string? LostBy { get; init; }
}

/// <summary>A delivery that may go on the bus, its message still as bytes.</summary>
internal sealed record OwedRow(long Sequence, Guid Id, string PartnerId, string Message, DateTimeOffset NotBefore, byte[] Canonical)
{
    public const string Columns = "d.Sequence, d.Id, d.PartnerId, d.Message, d.NotBefore, COALESCE(d.Body, e.Canonical)";

    public static OwedRow Read(Rows row) => new(
        row.Number(0), row.Id(1), row.Text(2), row.Text(3), row.Instant(4), row.Bytes(5));
}
